package dev.windrow.wrong.demo;

final class Exits {
  void exit() {
    System.exit(1);
  }
}
