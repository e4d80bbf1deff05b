package dev.windrow.kafka;

import dev.windrow.config.Config;

/**
 * When a partition is announced as idle.
 *
 * @param idleAfterMs for how long no event may have moved its clock; {@link #NEVER} for strict replay
 * @param closingHorizonMs how long after the last event a window may still close: the longest size plus grace
 */
public record IdlePolicy(long idleAfterMs, long closingHorizonMs) {

  public static final long NEVER = Long.MAX_VALUE;

  public static IdlePolicy of(Config config) {
    return new IdlePolicy(config.input().idleAfterMs(), config.closingHorizonMs());
  }

  boolean isNever() {
    return idleAfterMs == NEVER;
  }
}
