package dev.windrow.benchmark.run;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Between two looks at something outside this process. */
public final class Pause {

  private Pause() {}

  public static void millis(long millis) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(millis);
  }

  /**
   * Looks every so often until it has happened.
   *
   * @param alive throws when it cannot happen any more
   * @param otherwise what to say when it has not happened within the limit
   * @throws BenchmarkException when it has not, or from {@code alive}
   */
  static void until(Happened happened, long everyMs, Duration limit, Runnable alive, Supplier<String> otherwise) throws InterruptedException {
    long untilNanos = System.nanoTime() + limit.toNanos();
    while (!happened.seen()) {
      alive.run();
      if (System.nanoTime() - untilNanos > 0) {
        throw new BenchmarkException(otherwise.get());
      }
      millis(everyMs);
    }
  }

  interface Happened {
    boolean seen() throws InterruptedException;
  }
}
