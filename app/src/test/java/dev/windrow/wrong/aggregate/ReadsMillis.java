package dev.windrow.wrong.aggregate;

final class ReadsMillis {
  long now = System.currentTimeMillis();
}
