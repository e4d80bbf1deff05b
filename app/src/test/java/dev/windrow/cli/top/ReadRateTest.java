package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ReadRateTest {

  private final ReadRate rate = new ReadRate();

  @BeforeEach
  void begin() {
    assertThat(rate.with(at(0, 100))).isEmpty();
  }

  @Test
  void itIsWhatTheLedgerHasGrownByPerSecondOfTheService() {
    assertThat(rate.with(at(2, 300))).hasValue(100);
  }

  @Test
  void anAnswerThatIsStillTheSameChangesNothing() {
    assertThat(rate.with(at(0, 100))).isEmpty();
    rate.with(at(2, 300));

    assertThat(rate.with(at(2, 300))).hasValue(100);
  }

  @Test
  void itIsOfTheLastFiveSecondsOnly() {
    rate.with(at(5, 600));
    rate.with(at(6, 600));

    assertThat(rate.with(at(10, 600))).hasValue(0);
  }

  @Test
  void answersThatAreFurtherApartAreComparedAllTheSame() {
    assertThat(rate.with(at(60, 700))).hasValue(10);
    assertThat(rate.with(at(120, 760))).hasValue(1);
  }

  @Test
  void aLedgerThatHasShrunkIsNoNegativeRate() {
    assertThat(rate.with(at(1, 10))).isEmpty();
    assertThat(rate.with(at(2, 30))).hasValue(20);
  }

  @Test
  void aClockThatWentBackIsAnotherInstance() {
    rate.with(at(5, 200));

    assertThat(rate.with(at(4, 210))).isEmpty();
    assertThat(rate.with(at(5, 215))).hasValue(5);
  }

  @Test
  void aPartThatIsMissingAndComesBackIsNoBurstOfRecords() {
    assertThat(rate.with(missing(at(1, 50)))).isEmpty();
    assertThat(rate.with(at(2, 120))).isEmpty();
    assertThat(rate.with(at(3, 121))).hasValue(1);
  }

  @Test
  void afterAnOutageItBeginsAnew() {
    rate.with(at(1, 200));
    rate.forget();

    assertThat(rate.with(at(100, 90_000))).isEmpty();
  }

  private static StatusReport at(int second, long read) {
    return Answers.status(node -> {
      node.put("now", "2026-11-20T10:" + (15 + second / 60) + ":" + String.format("%02d", second % 60) + "Z");
      ((ObjectNode) node.path("aggregations").get(0).path("ledger")).put("read", read);
    });
  }

  private static StatusReport missing(StatusReport status) {
    return Answers.status(node -> {
      node.put("now", status.now().toString());
      node.withArray("missing").addObject().put("instance", "").put("reason", "has no owner").putArray("merge_partitions").add(1);
      ((ObjectNode) node.path("aggregations").get(0).path("ledger")).put("read", status.aggregations().get(0).ledger().read());
    });
  }
}
