package dev.windrow.sink.postgresql;

import io.github.resilience4j.core.IntervalFunction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Tries again what may work later, with pauses that grow, for as long as it is wanted. Thread-safe. */
final class Patience {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** With a share of chance: those who wait for the same do not come back at the same moment. */
  private final IntervalFunction pauses;

  private final Outage outage;
  private final Runnable retried;

  /** @param retried told before each further attempt */
  Patience(Outage outage, Runnable retried) {
    this(outage, retried, IntervalFunction.ofExponentialRandomBackoff(FIRST_PAUSE, 2, 0.3, LONGEST_PAUSE));
  }

  Patience(Outage outage, Runnable retried, IntervalFunction pauses) {
    this.outage = outage;
    this.retried = retried;
    this.pauses = pauses;
  }

  /** Something that can fail for a while. */
  interface Attempt<T> {
    T make() throws SQLException, InterruptedException;
  }

  /** What comes of it in the end; empty when it is over before. No failure is one for good. */
  <T> Optional<T> insist(Object who, CountDownLatch over, Attempt<T> attempt) throws InterruptedException {
    try {
      return attempt(who, over, attempt, false);
    } catch (RowRefusedException e) {
      throw new IllegalStateException("expected to try again", e);
    }
  }

  /** As {@link #insist}, but a row that is refused is not tried again. */
  <T> Optional<T> attempt(Object who, CountDownLatch over, Attempt<T> attempt) throws InterruptedException, RowRefusedException {
    return attempt(who, over, attempt, true);
  }

  private <T> Optional<T> attempt(Object who, CountDownLatch over, Attempt<T> attempt, boolean isRefusable) throws InterruptedException, RowRefusedException {
    try {
      for (int failures = 1; over.getCount() > 0; failures++) {
        try {
          return Optional.of(attempt.make());
        } catch (SQLException e) {
          if (isRefusable && SqlFailure.of(e) == SqlFailure.ROW) {
            throw new RowRefusedException(e);
          }
          outage.begin(who, "the database does not take them: " + SqlFailure.text(e));
        } catch (InterruptException e) {
          throw interrupted(e);
        } catch (KafkaException e) {
          outage.begin(who, "Kafka does not take a dead letter: " + e.getMessage());
        }
        retried.run();
        over.await(pauses.apply(Math.min(failures, 30)), TimeUnit.MILLISECONDS);
      }
      return Optional.empty();
    } finally {
      outage.end(who);
    }
  }

  private static InterruptedException interrupted(InterruptException e) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException("interrupted while Kafka was waited for");
    interrupted.initCause(e);
    return interrupted;
  }
}
