package dev.windrow.window;

/**
 * What is known of a source that has been heard of.
 *
 * @param clock highest event time of its good events, epoch ms; 0 when it had none
 * @param idleWallMs when it last announced that it is idle, wall time in epoch ms; {@link #NOT_ANNOUNCED} when it has had
 *     records since, or never did
 * @param quietMs how long it had been quiet by then
 */
public record SourceClock(long clock, long idleWallMs, long quietMs) {

  public static final long NOT_ANNOUNCED = -1;

  public SourceClock {
    if (clock < 0 || idleWallMs < NOT_ANNOUNCED || quietMs < 0) {
      throw new IllegalArgumentException(
          "expected a clock of at least 0, an announcement of at least -1 and a quiet time of at least 0, found "
              + clock + ", " + idleWallMs + " and " + quietMs);
    }
  }

  /** A source that has records to read, or may have. */
  public static SourceClock of(long clock) {
    return new SourceClock(clock, NOT_ANNOUNCED, 0);
  }
}
