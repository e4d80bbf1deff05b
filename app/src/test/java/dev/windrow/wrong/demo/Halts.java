package dev.windrow.wrong.demo;

final class Halts {
  void halt() {
    Runtime.getRuntime().halt(1);
  }
}
