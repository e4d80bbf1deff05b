package dev.windrow.benchmark.load;

import java.time.Duration;

/**
 * When requests should start: evenly, whatever became of those before.
 *
 * @param startNanos of the first one, as {@link System#nanoTime}
 * @param settle at the beginning, not measured
 * @param measured after that
 */
record Pace(int perSecond, long startNanos, Duration settle, Duration measured) {

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  Pace {
    if (perSecond < 1) {
      throw new IllegalArgumentException("expected at least 1 request per second, found " + perSecond);
    }
  }

  /** How many there are. */
  long requests() {
    return perSecond * settle.plus(measured).toNanos() / NANOS_PER_SECOND;
  }

  /** When the request with that number, from 0, should start. */
  long dueNanos(long number) {
    return startNanos + number / perSecond * NANOS_PER_SECOND + number % perSecond * NANOS_PER_SECOND / perSecond;
  }

  boolean isMeasured(long number) {
    return dueNanos(number) >= measuredFromNanos();
  }

  long measuredFromNanos() {
    return startNanos + settle.toNanos();
  }

  long endNanos() {
    return measuredFromNanos() + measured.toNanos();
  }
}
