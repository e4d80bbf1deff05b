package dev.windrow.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A hundred requests. */
class TallyTest {

  private final Tally tally = new Tally();

  @Test
  void aRateHoldsUpToASecondAndOnePercentOfFailures() {
    answered(98, 10);
    tally.answered("page", 1_000);
    tally.failed("page", 5_000, "status 503");

    assertThat(tally.tooMany()).isEmpty();
    assertThat(tally.failedShare()).isEqualTo(0.01);
    assertThat(tally.times().at(99)).isEqualTo(1_000);
  }

  @Test
  void slowAnswersAreTooMany() {
    answered(98, 10);
    answered(2, 1_001);

    assertThat(tally.tooMany()).hasValue("p99 1001 ms");
  }

  @Test
  void failuresAreTooMany() {
    answered(97, 10);
    tally.failed("page", 10, "timeout");
    tally.failed("page", 10, "status 503");
    tally.failed("page", 10, "status 503");

    assertThat(tally.tooMany()).hasValue("3.0 % failed (status 503)");
  }

  @Test
  void whoAsksTooLateHasMeasuredHimself() {
    answered(100, 2_000);
    tally.started(150);
    tally.started(150);

    assertThat(tally.tooMany()).hasValue("the load generator could not keep up (p99 150 ms late)");
  }

  private void answered(int count, double ms) {
    for (int i = 0; i < count; i++) {
      tally.started(0.5);
      tally.answered("page", ms);
    }
  }
}
