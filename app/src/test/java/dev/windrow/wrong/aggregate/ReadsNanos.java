package dev.windrow.wrong.aggregate;

final class ReadsNanos {
  long now = System.nanoTime();
}
