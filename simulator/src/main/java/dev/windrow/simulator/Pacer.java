package dev.windrow.simulator;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Says when the next event may go. Confined to the simulation's thread. */
final class Pacer {

  private static final long LEAST_WAIT_NANOS = 1_000_000;

  private final Pace pace;
  private final CountDownLatch stop;
  private final LongSupplier ticker;
  private final long firstMicros;
  private final long firstNanos;
  private long passedNanos;

  /** @param firstMicros time of the first event: the run's time counts from it */
  Pacer(Pace pace, CountDownLatch stop, LongSupplier ticker, long firstMicros) {
    this.pace = pace;
    this.stop = stop;
    this.ticker = ticker;
    this.firstMicros = firstMicros;
    this.firstNanos = ticker.getAsLong();
  }

  boolean stopped() {
    return stop.getCount() == 0;
  }

  boolean due(long micros) {
    return pace == Pace.MAX || passedNanos >= nanosUntil(micros) || now() >= nanosUntil(micros);
  }

  /** Waits until the event at that time is due, or the run is stopped; at least a millisecond, so that busy runs send in small batches. */
  void await(long micros) throws InterruptedException {
    long nanos = Math.max(nanosUntil(micros) - now(), LEAST_WAIT_NANOS);
    stop.await(nanos, TimeUnit.NANOSECONDS);
  }

  private long nanosUntil(long micros) {
    return (micros - firstMicros) * 1000;
  }

  private long now() {
    passedNanos = ticker.getAsLong() - firstNanos;
    return passedNanos;
  }
}
