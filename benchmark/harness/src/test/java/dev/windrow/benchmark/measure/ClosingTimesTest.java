package dev.windrow.benchmark.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosingTimesTest {

  private static final long WINDOW = 10;
  private static final long GRACE = 2;

  @Test
  void windowMayCloseWhenTheLastPartitionHasPassedItsEndAndGrace() {
    ClosingTimes times = new ClosingTimes(2, WINDOW, GRACE);
    times.add(0, 105, 1000);
    times.add(1, 105, 1001);

    times.add(0, 112, 1007);
    assertThat(times.of(110)).isEmpty();
    times.add(1, 111, 1008);
    assertThat(times.of(110)).isEmpty();
    times.add(1, 112, 1009);

    assertThat(times.of(110)).hasValue(1009);
    assertThat(times.lastEndMs()).isEqualTo(110);
  }

  @Test
  void whatComesAfterThatChangesNothing() {
    ClosingTimes times = new ClosingTimes(1, WINDOW, GRACE);
    times.add(0, 105, 1);
    times.add(0, 112, 2);
    times.add(0, 104, 3);
    times.add(0, 113, 4);

    assertThat(times.of(110)).hasValue(2);
  }

  @Test
  void oneEventCanCloseSeveralWindows() {
    ClosingTimes times = new ClosingTimes(1, WINDOW, GRACE);
    times.add(0, 105, 1);
    times.add(0, 135, 2);

    assertThat(times.of(110)).hasValue(2);
    assertThat(times.of(120)).hasValue(2);
    assertThat(times.of(130)).hasValue(2);
    assertThat(times.of(140)).isEmpty();
    assertThat(times.lastEndMs()).isEqualTo(130);
  }

  @Test
  void partitionThatWasNeverHeardOfHoldsEverythingBack() {
    ClosingTimes times = new ClosingTimes(2, WINDOW, GRACE);
    times.add(0, 105, 1);
    times.add(0, 205, 2);

    assertThat(times.lastEndMs()).isZero();
  }
}
