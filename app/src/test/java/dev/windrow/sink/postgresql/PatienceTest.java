package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private final Outage outage = new Outage("s", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  private final AtomicInteger retries = new AtomicInteger();
  private final Patience patience = new Patience(outage, retries::incrementAndGet, attempt -> 1L);
  private final CountDownLatch over = new CountDownLatch(1);

  @Test
  void whatMayPassIsTriedUntilItWorks() throws Exception {
    Deque<Exception> failures = new ArrayDeque<>(List.of(new SQLException("a", "08006"), new TimeoutException("b"), new SQLException("c", "55P03")));

    assertThat(patience.attempt("me", over, () -> worksAfter(failures))).contains("done");
    assertThat(retries).hasValue(3);
    assertThat(outage.reason()).isEmpty();
  }

  @Test
  void aRowThatIsRefusedIsNotTriedAgain() {
    assertThatThrownBy(() -> patience.attempt("me", over, () -> {
      throw new SQLException("too large", "22003");
    })).isInstanceOf(RowRefusedException.class).hasMessage("too large (SQLSTATE 22003)").extracting(e -> ((RowRefusedException) e).reason()).isEqualTo("refused_22003");
    assertThat(retries).hasValue(0);
  }

  @Test
  void whereThereIsNoRowEveryFailureIsTriedAgain() throws Exception {
    Deque<Exception> failures = new ArrayDeque<>(List.of(new SQLException("a", "22003")));
    assertThat(patience.insist("me", over, () -> worksAfter(failures))).contains("done");
  }

  @Test
  void itEndsWhenItIsOver() throws Exception {
    assertThat(patience.insist("me", over, () -> {
      over.countDown();
      throw new SQLException("down", "08001");
    })).isEmpty();
    assertThat(outage.reason()).isEmpty();
  }

  @Test
  void whyItWaitsIsSaidMeanwhile() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    patience.insist("me", over, () -> {
      if (attempts.incrementAndGet() == 1) {
        throw new SQLException("down", "08001");
      }
      assertThat(outage.reason()).isEqualTo("the database does not take them: down (SQLSTATE 08001)");
      return true;
    });
    assertThat(attempts).hasValue(2);
  }

  private static String worksAfter(Deque<Exception> failures) throws SQLException {
    Exception next = failures.poll();
    if (next instanceof SQLException failure) {
      throw failure;
    } else if (next instanceof RuntimeException failure) {
      throw failure;
    }
    return "done";
  }
}
