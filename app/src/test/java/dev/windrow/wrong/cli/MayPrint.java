package dev.windrow.wrong.cli;

final class MayPrint {
  void print() {
    System.out.println();
  }
}
