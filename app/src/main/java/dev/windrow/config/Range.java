package dev.windrow.config;

import java.time.Duration;

/** The numbers from {@code min} to {@code max}, both included. */
record Range(long min, long max) {

  /** A hundred years: long enough for everyone, short enough for sums of times never to overflow. */
  static final long LONGEST_MS = Duration.ofDays(36_500).toMillis();

  static final long HOUR_MS = Duration.ofHours(1).toMillis();

  boolean contains(long number) {
    return min <= number && number <= max;
  }

  /** IllegalArgumentException, which names the value, when it is outside. */
  void require(String name, long number) {
    if (!contains(number)) {
      throw new IllegalArgumentException(name + ": expected " + min + ".." + max + ", found " + number);
    }
  }

  /** As {@link #require(String, long)} in milliseconds, of which a duration must have a whole number. */
  void requireMs(String name, Duration duration) {
    boolean tooLong = duration.compareTo(Duration.ofMillis(max)) > 0;
    if (tooLong || !contains(duration.toMillis()) || duration.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException(name + ": expected " + min + ".." + max + " whole milliseconds, found " + duration);
    }
  }
}
