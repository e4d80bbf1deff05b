package dev.windrow.wrong.window;

final class ReadsInstant {
  java.time.Instant now = java.time.Instant.now();
}
