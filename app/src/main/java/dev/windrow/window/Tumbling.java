package dev.windrow.window;

/**
 * Windows of one size, side by side, aligned to the epoch. All times are epoch ms and at least 0.
 *
 * @param sizeMs length of a window, 1 ms to {@link #MAX_MS}
 * @param graceMs how long after its end a window still takes events, in event time, 0 to {@link #MAX_MS}
 */
public record Tumbling(long sizeMs, long graceMs) {

  /** 36,500 days. No sum of times that can occur overflows. */
  public static final long MAX_MS = 36_500L * 24 * 60 * 60 * 1000;

  public Tumbling {
    if (sizeMs < 1 || sizeMs > MAX_MS || graceMs < 0 || graceMs > MAX_MS) {
      throw new IllegalArgumentException(
          "expected a size of 1 ms to 36500 days and a grace of 0 ms to 36500 days, found " + sizeMs + " ms and " + graceMs + " ms");
    }
  }

  /** Start of the window that {@code time} falls into. */
  public long start(long time) {
    return time - time % sizeMs;
  }

  /** First moment after the window that starts at {@code start}. */
  public long end(long start) {
    return start + sizeMs;
  }

  /** The clock at which the window closes: from then on an event is late for it (rule S3). */
  public long closesAt(long start) {
    return start + sizeMs + graceMs;
  }

  /** The earliest start of a window that closes after {@code time}; below 0 when all do. Not every such time is the start of one. */
  public long startClosingAfter(long time) {
    return time - sizeMs - graceMs + 1;
  }

  /** Whether each window of this kind is put together of whole windows of the finer kind, none of which closes later. */
  public boolean isMadeOf(Tumbling finer) {
    return sizeMs % finer.sizeMs == 0 && graceMs >= finer.graceMs;
  }

  /** Whether some window closes when a clock moves from {@code before} to {@code after}. */
  public boolean mayClose(long before, long after) {
    return closed(before) < closed(after);
  }

  /** How many windows have closed since the epoch. */
  private long closed(long clock) {
    return Math.max(0, clock - graceMs) / sizeMs;
  }

  /** Whether an event is late for the window when its partition's clock before it is {@code clock}. */
  public boolean isLate(long start, long clock) {
    return closesAt(start) <= clock;
  }
}
