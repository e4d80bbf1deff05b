package dev.windrow.simulator.truth;

import java.time.Duration;

/**
 * What the service that is checked has been configured with.
 *
 * @param window length of a window; at least 1 ms, at most 365 days
 * @param grace how long after its end a window still takes events, in event time; at most 365 days
 * @param maxAhead an event further ahead of its record's timestamp than this is a dead letter; at most 36,500 days
 */
public record TruthRules(Duration window, Duration grace, Duration maxAhead) {

  public static final TruthRules DEFAULTS = new TruthRules(Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(10));

  public TruthRules {
    check("window", window, Duration.ofMillis(1), Duration.ofDays(365));
    check("grace", grace, Duration.ZERO, Duration.ofDays(365));
    check("max-ahead", maxAhead, Duration.ZERO, Duration.ofDays(36_500));
  }

  private static void check(String name, Duration value, Duration least, Duration most) {
    if (value.compareTo(least) < 0 || value.compareTo(most) > 0 || value.toNanosPart() % 1_000_000 != 0) {
      throw new IllegalArgumentException(
          "expected a " + name + " in whole milliseconds from " + least + " to " + most + ", found " + value);
    }
  }
}
