package dev.windrow.benchmark.judge;

import static dev.windrow.benchmark.judge.Truths.bytes;
import static dev.windrow.benchmark.judge.Truths.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTotalsTest {

  private static final Instant LAST_END = Instant.parse("2026-11-20T12:00:20Z");

  @TempDir
  private Path dir;

  @Test
  void groupsOfAWindowAddUpToTheTruth() {
    WindowTotals totals = totals(5_000);
    totals.add(bytes(user(5, 1, 2, "2.5")));
    assertThat(totals.isComplete()).isFalse();
    totals.add(bytes(user(5, 2, 5, "8.00")));
    totals.add(bytes(user(20, 1, 1, "1")));

    assertThat(totals.isComplete()).isTrue();
    assertThat(totals.verdict()).isEqualTo(new Verdict(2, 0, 0, 0, 0, 1, ""));
  }

  @Test
  void windowsOfTheTruthAreAddedUpToLongerOnes() {
    WindowTotals totals = totals(20_000);
    totals.add(bytes(user(20, 1, 8, "11.5")));

    assertThat(totals.isComplete()).isTrue();
    assertThat(totals.verdict().isRight()).isTrue();
  }

  @Test
  void wrongSumIsWrong() {
    WindowTotals totals = totals(5_000);
    totals.add(bytes(user(5, 1, 7, "10.49")));

    assertThat(totals.verdict()).extracting(Verdict::wrong, Verdict::missing).containsExactly(1L, 1L);
    assertThat(totals.verdict().example()).isEqualTo(
        "expected 7 events with a sum of 10.5 in all groups of the window until 2026-11-20T12:00:05Z, found 7 events with a sum of 10.49");
  }

  @Test
  void repeatedResultMakesTheTotalWrong() {
    WindowTotals totals = totals(5_000);
    totals.add(bytes(user(5, 1, 7, "10.5")));
    totals.add(bytes(user(5, 1, 7, "10.5")));
    totals.add(bytes(user(20, 1, 1, "1")));

    assertThat(totals.isComplete()).isTrue();
    assertThat(totals.verdict().isRight()).isFalse();
  }

  @Test
  void unknownWindowIsExtraUnlessItIsLaterThanWhatIsJudged() {
    WindowTotals totals = totals(5_000);
    totals.add(bytes(user(10, 1, 7, "1")));
    totals.add(bytes(user(25, 1, 7, "1")));

    assertThat(totals.verdict().extra()).isEqualTo(1);
  }

  @Test
  void otherAggregationsArePassedOver() {
    WindowTotals totals = new WindowTotals(truth(), "by-type-10s", 5_000, LAST_END, Tolerance.EXACT);
    totals.add(bytes(user(5, 1, 7, "10.5")));

    assertThat(totals.verdict()).extracting(Verdict::missing, Verdict::extra).containsExactly(2L, 0L);
  }

  @Test
  void severalExpectationsAreRightWhenAllAre() {
    All all = new All(List.of(totals(5_000), totals(20_000)));
    all.add(bytes(user(5, 1, 7, "10.5")));
    all.add(bytes(user(20, 1, 1, "1")));

    assertThat(all.isComplete()).isFalse();
    assertThat(all.verdict()).extracting(Verdict::expected, Verdict::isRight).containsExactly(3L, false);
  }

  private WindowTotals totals(long windowMs) {
    return new WindowTotals(truth(), "", windowMs, LAST_END, Tolerance.EXACT);
  }

  private Truth truth() {
    return Truths.of(dir, result(5, "login", 3, "4.5"), result(5, "view", 4, "6"), result(20, "login", 1, "1"), result(30, "login", 9, "9"));
  }

  private static String user(int end, int user, long count, String sum) {
    return result(end, "x", count, sum).replace("\"event_type\":\"x\"", "\"user_id\":" + user);
  }
}
