package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private final CommitPace pace = new CommitPace(50, 200);

  @Test
  void commitIsAllowedAtOnceAndThenOncePerInterval() {
    assertThat(pace.allows(1_000, 1_000)).isTrue();
    assertThat(pace.allows(1_049, 1_049)).isFalse();
    assertThat(pace.allows(1_050, 1_050)).isTrue();
    assertThat(pace.allows(1_060, 1_060)).isFalse();
  }

  @Test
  void windowsOfThePastAreInNoHurry() {
    assertThat(pace.allows(1_000, 799)).isFalse();
    assertThat(pace.allows(1_000, 800)).isTrue();
    assertThat(pace.allows(1_100, 2_000)).isTrue();
  }
}
