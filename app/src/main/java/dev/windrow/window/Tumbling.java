package dev.windrow.window;

/**
 * Windows of one size, side by side, aligned to the epoch.
 *
 * @param sizeMs length of a window
 * @param graceMs how long after its end a window still takes events, in event time
 */
public record Tumbling(long sizeMs, long graceMs) {

  public Tumbling {
    if (sizeMs < 1 || graceMs < 0) {
      throw new IllegalArgumentException("expected a size of at least 1 ms and a grace of at least 0 ms, found " + sizeMs + " and " + graceMs);
    }
  }

  /** Start of the window that {@code time} (not negative) falls into. */
  public long start(long time) {
    return time - time % sizeMs;
  }

  public long end(long start) {
    return start + sizeMs;
  }

  /** The clock at which the window closes: from then on an event is late for it (rule S3). */
  public long closesAt(long start) {
    return start + sizeMs + graceMs;
  }

  public boolean isLate(long start, long clock) {
    return closesAt(start) <= clock;
  }
}
