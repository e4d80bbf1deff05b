package dev.windrow.ingest.web;

import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What stands before one origin, for all sources that ask it: a limit on requests in flight, a rate, the time for which it wants to be left alone, and a circuit
 * breaker. Of what different sources allow the strictest counts. The rate is one request per period, not a number of them at once. Thread-safe.
 */
final class Gate {

  private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(1_000);

  /** How often one who waits for the breaker looks again. */
  private static final long LOOK_MS = 50;

  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final Pauses pauses;
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicLong closedUntilNanos = new AtomicLong(System.nanoTime());
  private final AtomicInteger choice = new AtomicInteger();
  private volatile Optional<RateLimiter> rate = Optional.empty();

  Gate(String name, int concurrency, CircuitBreaker breaker, Pauses pauses) {
    this.bulkhead = Bulkhead.of(name, concurrency(concurrency));
    this.breaker = breaker;
    this.pauses = pauses;
  }

  /** From now on no more than this, either. */
  synchronized void tighten(int concurrency, Optional<Integer> ratePerSecond) {
    if (concurrency < bulkhead.getBulkheadConfig().getMaxConcurrentCalls()) {
      bulkhead.changeConfig(concurrency(concurrency));
    }
    ratePerSecond.map(Gate::period).filter(period -> rate.isEmpty() || period.compareTo(rate.get().getRateLimiterConfig().getLimitRefreshPeriod()) > 0)
        .ifPresent(period -> rate = Optional.of(RateLimiter.of(bulkhead.getName(), onePer(period))));
  }

  /** Waits until a request may be sent; false when the breaker is open and is not to be waited for. Each that entered leaves, and tells how it went. */
  boolean enter(WhenOpen whenOpen) throws InterruptedException {
    users.incrementAndGet();
    boolean entered = false;
    try {
      acquireBulkhead();
      entered = awaitPermission(whenOpen);
      return entered;
    } finally {
      if (!entered) {
        users.decrementAndGet();
      }
    }
  }

  /** Waits as long as the rate says and the origin wants. */
  void awaitTurn() throws InterruptedException {
    long until;
    do {
      until = closedUntilNanos.get();
      awaitReopening(until);
      awaitRate();
    } while (until != closedUntilNanos.get());
  }

  /** Waits as long as the rate says. */
  void awaitRate() throws InterruptedException {
    Optional<RateLimiter> limiter = rate;
    if (limiter.isPresent()) {
      TimeUnit.NANOSECONDS.sleep(Math.max(0, limiter.get().reservePermission()));
    }
  }

  /** The request is over. */
  void leave() {
    bulkhead.releasePermission();
    users.decrementAndGet();
  }

  /** The origin has answered. */
  void answered(long nanos) {
    breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
  }

  /** The origin could not be asked, or has an error. */
  void failed(long nanos, WebException failure) {
    breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
  }

  /** Nothing is known of how it went. */
  void unknown() {
    breaker.releasePermission();
  }

  /** Which of several addresses is connected to. */
  int choice() {
    return choice.get();
  }

  /** Nobody answers at this one: the next one is tried, once for all that have found that out. */
  void avoid(int silent) {
    choice.compareAndSet(silent, silent + 1);
  }

  /** Nobody asks before that. */
  void closeFor(Duration time) {
    long until = System.nanoTime() + time.toNanos();
    closedUntilNanos.accumulateAndGet(until, (before, now) -> now - before > 0 ? now : before);
  }

  boolean isClosed() {
    return closedUntilNanos.get() - System.nanoTime() > 0;
  }

  boolean isUsed() {
    return users.get() > 0;
  }

  boolean isOpen() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  private boolean awaitPermission(WhenOpen whenOpen) throws InterruptedException {
    boolean permitted = false;
    boolean ready = false;
    try {
      permitted = acquireBreaker(whenOpen);
      if (permitted) {
        awaitTurn();
      }
      ready = permitted;
      return ready;
    } finally {
      if (permitted && !ready) {
        breaker.releasePermission();
      }
      if (!ready) {
        bulkhead.releasePermission();
      }
    }
  }

  private void acquireBulkhead() throws InterruptedException {
    while (!bulkhead.tryAcquirePermission()) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while requests in flight were waited for");
      }
    }
  }

  private boolean acquireBreaker(WhenOpen whenOpen) throws InterruptedException {
    boolean permitted = breaker.tryAcquirePermission();
    while (!permitted && whenOpen == WhenOpen.WAIT) {
      pauses.pause(LOOK_MS);
      permitted = breaker.tryAcquirePermission();
    }
    return permitted;
  }

  private void awaitReopening(long untilNanos) throws InterruptedException {
    long leftNanos = untilNanos - System.nanoTime();
    if (leftNanos > 0) {
      pauses.pause(roundedUp(leftNanos));
    }
  }

  private static long roundedUp(long nanos) {
    return (nanos + 999_999) / 1_000_000;
  }

  private static Duration period(int ratePerSecond) {
    return Duration.ofNanos(TimeUnit.SECONDS.toNanos(1) / ratePerSecond);
  }

  private static RateLimiterConfig onePer(Duration period) {
    return RateLimiterConfig.custom().limitForPeriod(1).limitRefreshPeriod(period).timeoutDuration(AS_LONG_AS_IT_TAKES).build();
  }

  private static BulkheadConfig concurrency(int most) {
    return BulkheadConfig.custom().maxConcurrentCalls(most).maxWaitDuration(AS_LONG_AS_IT_TAKES).build();
  }
}
