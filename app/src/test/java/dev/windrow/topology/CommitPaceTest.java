package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {

  @Test
  void commitIsAllowedAtOnceAndThenOncePerInterval() {
    CommitPace pace = new CommitPace(50);

    assertThat(pace.allows(1_000)).isTrue();
    assertThat(pace.allows(1_049)).isFalse();
    assertThat(pace.allows(1_050)).isTrue();
    assertThat(pace.allows(1_060)).isFalse();
  }
}
