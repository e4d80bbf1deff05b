package dev.windrow.benchmark.peer;

import java.time.Duration;

/** The windows that all peers compute. */
public final class Windows {

  public static final Duration SIZE = Duration.ofSeconds(5);
  public static final Duration GRACE = Duration.ofSeconds(2);

  private static final long SIZE_MS = SIZE.toMillis();
  private static final long GRACE_MS = GRACE.toMillis();

  private Windows() {}

  /** Start of the window of a time that is not before 1970. */
  public static long startMs(long timeMs) {
    return timeMs - timeMs % SIZE_MS;
  }

  public static long endMs(long startMs) {
    return startMs + SIZE_MS;
  }

  /** The clock at which a window closes: every later event is late for it. */
  public static long closesAtMs(long startMs) {
    return startMs + SIZE_MS + GRACE_MS;
  }
}
