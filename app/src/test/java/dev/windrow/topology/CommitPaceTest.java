package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private final CommitPace pace = new CommitPace(50, 200);

  @Test
  void commitIsAllowedAtOnceAndThenOncePerInterval() {
    assertThat(pace.allows(1_000, 1_000, false)).isTrue();
    assertThat(pace.allows(1_049, 1_049, false)).isFalse();
    assertThat(pace.allows(1_050, 1_050, false)).isTrue();
    assertThat(pace.allows(1_060, 1_060, false)).isFalse();
  }

  @Test
  void windowsOfThePastAreInNoHurryAsLongAsThereIsMoreToRead() {
    assertThat(pace.allows(1_000, 799, false)).isFalse();
    assertThat(pace.allows(1_000, 800, false)).isTrue();
    assertThat(pace.allows(1_100, 2_000, false)).isTrue();
  }

  @Test
  void theLastWindowsOfACatchUpAreCommittedAtOnceAndThenOncePerInterval() {
    assertThat(pace.allows(1_000, 0, true)).isTrue();
    assertThat(pace.allows(1_049, 0, true)).isFalse();
    assertThat(pace.allows(1_050, 0, true)).isTrue();
  }
}
