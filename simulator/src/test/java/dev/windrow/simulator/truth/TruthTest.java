package dev.windrow.simulator.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The rules by hand: windows of 10 ms, a grace of 5 ms, events at most 100 ms ahead; records have the timestamp 0 where it
 * does not matter.
 */
class TruthTest {

  private static final TruthRules RULES = new TruthRules(Duration.ofMillis(10), Duration.ofMillis(5), Duration.ofMillis(100));
  private static final int LOGIN = 0;
  private static final int VIEW = 1;

  private final Truth truth = new Truth(RULES, List.of("login", "view"), 2);

  @Test
  void aWindowTakesEventsUntilItsPartitionsClockReachesEndPlusGrace() {
    add(0, 3);
    add(0, 14);
    add(0, 4);
    assertThat(counts()).isEqualTo("0:2 10:1");

    add(0, 15);
    add(0, 5);

    assertThat(counts()).isEqualTo("0:2 10:2");
    assertThat(truth.ledgers()).containsExactly(new Ledger(0, 5, 4, 1, 0), new Ledger(1, 0, 0, 0, 0));
  }

  @Test
  void theClockOfOnePartitionDoesNotMakeEventsOfAnotherLate() {
    add(0, 90);
    add(1, 5);

    assertThat(counts()).isEqualTo("0:1 90:1");
  }

  @Test
  void theFirstEventOfAPartitionIsNeverLate() {
    add(0, 0);
    assertThat(counts()).isEqualTo("0:1");
  }

  @Test
  void lateEventsMoveTheClockOnlyForward() {
    add(0, 60);
    add(0, 1);
    add(0, 46);

    assertThat(counts()).isEqualTo("60:1");
    assertThat(truth.ledgers().get(0)).isEqualTo(new Ledger(0, 3, 1, 2, 0));
  }

  @Test
  void anEventAsFarAheadAsAllowedCountsAndOneFurtherIsADeadLetter() {
    truth.add(0, 1000, 1100, LOGIN, 1);
    truth.add(0, 1000, 1101, LOGIN, 1);

    assertThat(counts()).isEqualTo("1100:1");
    assertThat(truth.ledgers().get(0)).isEqualTo(new Ledger(0, 2, 1, 0, 1));
  }

  @Test
  void deadLettersDoNotMoveTheClock() {
    truth.add(0, 0, 101, LOGIN, 1);
    truth.addMalformed(0);
    add(0, 5);

    assertThat(counts()).isEqualTo("0:1");
    assertThat(truth.ledgers().get(0)).isEqualTo(new Ledger(0, 3, 1, 0, 2));
  }

  @Test
  void resultsAreExactAndInTheFormOfTheResultTopicByWindowThenType() {
    truth.add(0, 20, 21, VIEW, 10_000);
    truth.add(1, 20, 22, VIEW, 20_000);
    truth.add(0, 20, 23, VIEW, -100);
    truth.add(0, 20, 24, LOGIN, 5_731_298);
    truth.add(1, 1000, 1010, LOGIN, 0);

    assertThat(truth.resultLines()).containsExactly(
        "{\"aggregation\":\"by-event-type\",\"window_start\":\"1970-01-01T00:00:00.020Z\",\"window_end\":\"1970-01-01T00:00:00.030Z\","
            + "\"event_type\":\"login\",\"count\":1,\"sum_value\":57.31298,\"avg_value\":57.31298,\"min_value\":57.31298,"
            + "\"max_value\":57.31298,"
            + "\"status\":\"final\",\"revision\":1}",
        "{\"aggregation\":\"by-event-type\",\"window_start\":\"1970-01-01T00:00:00.020Z\",\"window_end\":\"1970-01-01T00:00:00.030Z\","
            + "\"event_type\":\"view\",\"count\":3,\"sum_value\":0.299,\"avg_value\":0.09966666666666667,\"min_value\":-0.001,"
            + "\"max_value\":0.2,"
            + "\"status\":\"final\",\"revision\":1}",
        "{\"aggregation\":\"by-event-type\",\"window_start\":\"1970-01-01T00:00:01.010Z\",\"window_end\":\"1970-01-01T00:00:01.020Z\","
            + "\"event_type\":\"login\",\"count\":1,\"sum_value\":0,\"avg_value\":0,\"min_value\":0,\"max_value\":0,"
            + "\"status\":\"final\",\"revision\":1}");
    assertThat(truth.ledgers().get(1).json("user-events")).isEqualTo(
        "{\"kind\":\"ledger\",\"topic\":\"user-events\",\"partition\":1,\"read\":2,"
        + "\"aggregated\":2,\"filtered\":0,\"skipped\":0,\"late\":0,\"expired\":0,\"dead_letters\":0}");
  }

  @Test
  void sumsBeyondALongStayExact() {
    TypeSummary summary = new TypeSummary();
    for (int i = 0; i < 5; i++) {
      summary.add(Long.MAX_VALUE - i);
    }
    for (int i = 0; i < 3; i++) {
      summary.add(-Long.MAX_VALUE);
    }

    assertThat(summary.sum()).isEqualTo(BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.TWO).subtract(BigInteger.TEN));
  }

  @Test
  void numbersHaveOneText() {
    assertThat(Numbers.text(new BigDecimal("100.500"))).isEqualTo("100.5");
    assertThat(Numbers.text(new BigDecimal("-0.00"))).isEqualTo("0");
    assertThat(Numbers.text(new BigDecimal("1E+20"))).isEqualTo("100000000000000000000");
    assertThat(Numbers.text(new BigDecimal("0.00000123"))).isEqualTo("0.00000123");
    assertThat(Numbers.text(new BigDecimal("0.000000123"))).isEqualTo("1.23e-7");
    assertThat(Numbers.text(new BigDecimal("-2E+21"))).isEqualTo("-2e21");
    assertThat(Numbers.average(BigDecimal.ONE, 3)).isEqualTo(new BigDecimal("0.3333333333333333"));
  }

  private void add(int partition, long timeMs) {
    truth.add(partition, 0, timeMs, LOGIN, 100_000);
  }

  /** Window starts with counts. */
  private String counts() {
    return truth.resultLines().map(TruthTest::startAndCount).collect(Collectors.joining(" "));
  }

  private static String startAndCount(String line) {
    String start = line.replaceAll(".*window_start\":\"([^\"]+)\".*", "$1");
    return Instant.parse(start).toEpochMilli() + ":" + line.replaceAll(".*\"count\":([0-9]+).*", "$1");
  }
}
