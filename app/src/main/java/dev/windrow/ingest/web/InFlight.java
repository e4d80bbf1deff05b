package dev.windrow.ingest.web;

import dev.windrow.ops.Level;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import java.time.Duration;

/** The limit on requests in flight to all origins together. Thread-safe. */
final class InFlight {

  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1_000);

  private static final long A_MOMENT_NANOS = 1_000_000;

  private final Bulkhead bulkhead;
  private final Level level;
  private final int most;

  InFlight(int most, Level level) {
    this.most = most;
    this.level = level;
    this.bulkhead =
        Bulkhead.of("in-flight", BulkheadConfig.custom().maxConcurrentCalls(most).maxWaitDuration(AS_LONG_AS_IT_TAKES).build());
    level.set(0);
  }

  /** Whether it had to be waited for. */
  boolean enter() throws InterruptedException {
    long began = System.nanoTime();
    while (!bulkhead.tryAcquirePermission()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while requests in flight were waited for");
      }
    }
    show();
    return System.nanoTime() - began > A_MOMENT_NANOS;
  }

  void leave() {
    bulkhead.releasePermission();
    show();
  }

  private void show() {
    level.set(most - bulkhead.getMetrics().getAvailableConcurrentCalls());
  }
}
