package dev.windrow.fuzz;

import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs one case per seed, one seed after the other: a fixed number of them, or with {@code -Dfuzz.minutes} as many as fit into a share
 * of that time, from a seed that nobody has chosen. {@code -Dfuzz.seed} and {@code -Dfuzz.runs} run others. A case depends on its seed alone.
 *
 * <p>Ends with an AssertionError that names the seed and the command that repeats it: when a case throws anything, and when one
 * does not return. One that does not return cannot be stopped; its thread is a daemon.
 */
public final class Fuzz {

  private static final double MINUTES = Double.parseDouble(System.getProperty("fuzz.minutes", "0"));
  private static final long HANG_MS = 120_000;

  private final String test;
  private final long firstSeed;
  private final long runs;
  private final long deadlineNanos;
  private final long hangMs;

  private volatile long seed;
  private volatile long done;

  /** A case made from a seed. */
  public interface Case {
    void run(long seed);
  }

  private Fuzz(String test, long firstSeed, long runs, long nanos, long hangMs) {
    this.test = test;
    this.firstSeed = firstSeed;
    this.runs = runs;
    this.deadlineNanos = System.nanoTime() + nanos;
    this.hangMs = hangMs;
    this.seed = firstSeed;
  }

  /**
   * As the command line says.
   *
   * @param test the class that repeats a failure
   * @param runs how many by default
   * @param share of the minutes, where there are any; all shares of a build add up to 1
   */
  public static Fuzz of(Class<?> test, int runs, double share) {
    if (MINUTES > 0) {
      long anySeed = ThreadLocalRandom.current().nextLong(1, 1L << 40);
      return new Fuzz(test.getSimpleName(), Long.getLong("fuzz.seed", anySeed), Long.MAX_VALUE, (long) (MINUTES * share * 60e9), HANG_MS);
    }
    return new Fuzz(test.getSimpleName(), Long.getLong("fuzz.seed", 1), Long.getLong("fuzz.runs", runs), Long.MAX_VALUE / 2, HANG_MS);
  }

  /** One seed that may take this long. */
  static Fuzz once(String test, long seed, long hangMs) {
    return new Fuzz(test, seed, 1, Long.MAX_VALUE / 2, hangMs);
  }

  /** Whether these are the seeds that run by default, of which more is known. */
  public boolean isDefault() {
    return MINUTES == 0 && System.getProperty("fuzz.seed") == null && System.getProperty("fuzz.runs") == null;
  }

  /** How many cases were run. */
  long done() {
    return done;
  }

  public void run(Case each) {
    FutureTask<Void> all = new FutureTask<>(() -> runAll(each), null);
    Thread thread = new Thread(all, "fuzz-" + test);
    thread.setDaemon(true);
    thread.start();
    try {
      await(all, thread);
    } catch (ExecutionException failed) {
      throw new AssertionError(at(seed) + ": " + failed.getCause().getMessage() + again(seed), failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError(at(seed) + ": interrupted", interrupted);
    }
    System.out.println(test + ": " + done + " runs from seed " + firstSeed);
  }

  private void runAll(Case each) {
    while (done < runs && System.nanoTime() < deadlineNanos) {
      each.run(seed);
      done++;
      seed++;
    }
  }

  /** Waits as long as cases come to an end. */
  private void await(FutureTask<Void> all, Thread thread) throws ExecutionException, InterruptedException {
    long before = -1;
    while (true) {
      try {
        all.get(hangMs, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException running) {
        if (done == before || runs == 1) {
          throw hang(thread);
        }
        before = done;
      }
    }
  }

  private AssertionError hang(Thread thread) {
    AssertionError hang = new AssertionError(at(seed) + " did not end within " + hangMs + " ms, its thread is where the cause says" + again(seed));
    Throwable where = new Throwable(thread.getName());
    where.setStackTrace(thread.getStackTrace());
    hang.initCause(where);
    return hang;
  }

  private String at(long failed) {
    return String.format(Locale.ROOT, "%s, iteration %d, seed %d", test, done, failed);
  }

  private String again(long failed) {
    return "\n\nagain: mvn -pl app -am test -Dtest=" + test + " -Dsurefire.failIfNoSpecifiedTests=false -Dfuzz.seed=" + failed + " -Dfuzz.runs=1";
  }
}
