package dev.windrow.wrong.ops;

final class PrintsErrors {
  void print() {
    System.err.println();
  }
}
