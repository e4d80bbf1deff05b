package dev.windrow.ingest;

import java.time.Duration;

/** A pause that doubles with each failure in a row, up to the longest. */
public record GrowingPause(Duration first, Duration longest) {

  private static final int MOST_DOUBLINGS = 10;

  /** @param failures that there were before the last one */
  public Duration after(int failures) {
    Duration pause = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(longest) < 0 ? pause : longest;
  }
}
