package dev.windrow.wrong.ops;

final class Prints {
  void print() {
    System.out.println();
  }
}
