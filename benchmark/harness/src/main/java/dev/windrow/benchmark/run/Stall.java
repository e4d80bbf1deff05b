package dev.windrow.benchmark.run;

import java.time.Duration;

/** Notices that something has not moved for long. Confined to one thread; the clock is the caller's. */
final class Stall {

  private final long limitNanos;
  private long progress = Long.MIN_VALUE;
  private long sinceNanos;

  Stall(Duration limit) {
    this.limitNanos = limit.toNanos();
  }

  /** Whether {@code now} is the same as for the whole time before. */
  boolean isOver(long now, long nowNanos) {
    if (now != progress) {
      progress = now;
      sinceNanos = nowNanos;
    }
    return nowNanos - sinceNanos >= limitNanos;
  }
}
