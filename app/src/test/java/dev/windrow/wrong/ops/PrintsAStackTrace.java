package dev.windrow.wrong.ops;

final class PrintsAStackTrace {
  void print(Exception failure) {
    failure.printStackTrace();
  }
}
