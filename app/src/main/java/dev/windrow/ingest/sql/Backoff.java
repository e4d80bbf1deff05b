package dev.windrow.ingest.sql;

import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/** How long to wait before trying again: half a second, twice as long each time, at most half a minute, and up to half of that less by chance. */
final class Backoff {

  private static final long FIRST_MS = 500;
  private static final long LONGEST_MS = 30_000;
  private static final int MOST_DOUBLINGS = 6;

  private final DoubleSupplier random;
  private final Sleeper sleeper;

  /** Waits that many ms. */
  interface Sleeper {
    void sleep(long ms) throws InterruptedException;
  }

  /** @param random from 0 to below 1 */
  Backoff(DoubleSupplier random, Sleeper sleeper) {
    this.random = random;
    this.sleeper = sleeper;
  }

  static Backoff real(DoubleSupplier random) {
    return new Backoff(random, TimeUnit.MILLISECONDS::sleep);
  }

  /** @param failures in a row, at least 1 */
  void await(int failures) throws InterruptedException {
    long most = Math.min(LONGEST_MS, FIRST_MS << Math.min(MOST_DOUBLINGS, failures - 1));
    sleeper.sleep(most - (long) (most / 2 * random.getAsDouble()));
  }
}
