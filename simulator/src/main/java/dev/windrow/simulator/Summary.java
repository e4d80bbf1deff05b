package dev.windrow.simulator;

import java.time.Duration;
import java.time.Instant;

/**
 * What a run did.
 *
 * @param sent events, all of them delivered
 * @param took wall-clock time from the first event until all were delivered
 * @param first when the first event happened, by the schedule
 * @param last when the last one did; the same as first when there was none
 * @param results lines with results in the truth file; 0 without one
 * @param remark what else should be known, or empty
 */
public record Summary(long sent, Duration took, Instant first, Instant last, long results, String remark) {

  public double perSecond() {
    return sent / Math.max(took.toNanos() / 1e9, 1e-9);
  }
}
