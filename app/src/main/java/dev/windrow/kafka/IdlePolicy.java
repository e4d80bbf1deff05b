package dev.windrow.kafka;

import dev.windrow.config.Config;
import java.time.Duration;

/**
 * When a partition is announced as idle.
 *
 * @param idleAfterMs for how long no event may have moved its clock; {@link #NEVER} for strict replay
 * @param closingHorizonMs how long after the last event a window may still close: the longest size plus grace
 */
public record IdlePolicy(long idleAfterMs, long closingHorizonMs) {

  public static final long NEVER = Long.MAX_VALUE;

  public static IdlePolicy of(Config config) {
    long horizonMs = config.aggregations().stream().mapToLong(aggregation -> aggregation.window().closesAt(0)).max().orElse(0);
    return new IdlePolicy(config.input().idleAfter().map(Duration::toMillis).orElse(NEVER), horizonMs);
  }

  boolean isNever() {
    return idleAfterMs == NEVER;
  }
}
