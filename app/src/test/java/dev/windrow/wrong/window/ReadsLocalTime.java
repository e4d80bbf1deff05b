package dev.windrow.wrong.window;

final class ReadsLocalTime {
  java.time.LocalDateTime now = java.time.LocalDateTime.now(java.time.ZoneOffset.UTC);
}
