package dev.windrow.benchmark.judge;

import static dev.windrow.benchmark.judge.Truths.bytes;
import static dev.windrow.benchmark.judge.Truths.result;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EveryResultTest {

  private static final Instant LAST_END = Instant.parse("2026-11-20T12:00:10Z");

  @TempDir
  private Path dir;

  @Test
  void isRightWhenEveryNumberIs() {
    EveryResult expectation = expectation(Tolerance.EXACT);

    expectation.add(bytes(result(5, "login", 3, "4.5")));
    assertThat(expectation.isComplete()).isFalse();
    expectation.add(bytes(result(10, "login", 4, "6.0")));

    assertThat(expectation.isComplete()).isTrue();
    assertThat(expectation.verdict()).isEqualTo(new Verdict(2, 0, 0, 0, 0, 1, ""));
    assertThat(expectation.verdict().text()).isEqualTo("yes");
  }

  @Test
  void countThatIsOffByOneIsWrong() {
    EveryResult expectation = expectation(Tolerance.DOUBLE);
    expectation.add(bytes(result(5, "login", 2, "4.5")));
    expectation.add(bytes(result(10, "login", 4, "6")));

    assertThat(expectation.verdict().isRight()).isFalse();
    assertThat(expectation.verdict().wrong()).isEqualTo(1);
    assertThat(expectation.verdict().text()).isEqualTo("NO: 1 of 2 results wrong, 14.3 % of the events dropped");
    assertThat(expectation.verdict().example()).contains("login of the window until 2026-11-20T12:00:05Z");
  }

  @Test
  void onlySystemsThatAddUpDoublesMayBeOffInTheLastDigits() {
    String nearly = result(5, "login", 3, "4.500000000000001");
    EveryResult exact = expectation(Tolerance.EXACT);
    EveryResult doubles = expectation(Tolerance.DOUBLE);
    exact.add(bytes(nearly));
    doubles.add(bytes(nearly));

    assertThat(exact.verdict().wrong()).isEqualTo(1);
    assertThat(doubles.verdict().wrong()).isZero();
  }

  @Test
  void doublesMayNotBeOffByMore() {
    EveryResult doubles = expectation(Tolerance.DOUBLE);
    doubles.add(bytes(result(5, "login", 3, "4.50001")));

    assertThat(doubles.verdict().wrong()).isEqualTo(1);
  }

  @Test
  void missingNumberIsWrong() {
    EveryResult expectation = expectation(Tolerance.EXACT);
    expectation.add(bytes(result(5, "login", 3, "4.5").replace(",\"max_value\":2", "")));

    assertThat(expectation.verdict().wrong()).isEqualTo(1);
  }

  @Test
  void missingResultIsNotComplete() {
    EveryResult expectation = expectation(Tolerance.EXACT);
    expectation.add(bytes(result(5, "login", 3, "4.5")));

    assertThat(expectation.isComplete()).isFalse();
    assertThat(expectation.verdict()).extracting(Verdict::missing, Verdict::isRight).containsExactly(1L, false);
  }

  @Test
  void resultThatComesTwiceIsToldThoughTheLastOneIsRight() {
    EveryResult expectation = expectation(Tolerance.EXACT);
    expectation.add(bytes(result(5, "login", 1, "4.5")));
    expectation.add(bytes(result(5, "login", 3, "4.5")));
    expectation.add(bytes(result(10, "login", 4, "6")));

    assertThat(expectation.verdict()).extracting(Verdict::repeated, Verdict::wrong, Verdict::isRight).containsExactly(1L, 0L, false);
  }

  @Test
  void groupThatIsNotThereIsExtra() {
    EveryResult expectation = expectation(Tolerance.EXACT);
    expectation.add(bytes(result(5, "logout", 3, "4.5")));
    expectation.add(bytes("no result"));

    assertThat(expectation.verdict().extra()).isEqualTo(2);
    assertThat(expectation.isComplete()).isFalse();
  }

  @Test
  void windowsThatTheInputDoesNotCloseAreNotJudged() {
    EveryResult expectation = expectation(Tolerance.EXACT);
    expectation.add(bytes(result(15, "login", 99, "99")));

    assertThat(expectation.verdict()).extracting(Verdict::expected, Verdict::extra).containsExactly(2L, 0L);
  }

  @Test
  void nothingExpectedIsNotRight() {
    assertThat(new EveryResult(Truths.of(dir), LAST_END, Tolerance.EXACT).verdict().isRight()).isFalse();
  }

  private EveryResult expectation(Tolerance tolerance) {
    Truth truth = Truths.of(dir, result(5, "login", 3, "4.5"), result(10, "login", 4, "6"), result(15, "login", 1, "1"));
    return new EveryResult(truth, LAST_END, tolerance);
  }
}
