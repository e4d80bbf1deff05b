package dev.windrow.kafka;

/**
 * When a partition is announced as idle.
 *
 * @param idleAfterMs for how long no event may have moved its clock; {@link #NEVER} for strict replay
 * @param closingHorizonMs how long after the last event a window may still close: the longest size plus grace
 */
public record IdlePolicy(long idleAfterMs, long closingHorizonMs) {

  public static final long NEVER = Long.MAX_VALUE;

  boolean isNever() {
    return idleAfterMs == NEVER;
  }
}
