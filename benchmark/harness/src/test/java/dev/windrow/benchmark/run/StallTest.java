package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallTest {

  @Test
  void isOverWhenNothingHasMovedForTheLimit() {
    Stall stall = new Stall(Duration.ofNanos(10));

    assertThat(stall.isOver(7, 100)).isFalse();
    assertThat(stall.isOver(7, 109)).isFalse();
    assertThat(stall.isOver(7, 110)).isTrue();
  }

  @Test
  void everyMoveBeginsAnew() {
    Stall stall = new Stall(Duration.ofNanos(10));
    stall.isOver(7, 100);

    assertThat(stall.isOver(8, 110)).isFalse();
    assertThat(stall.isOver(8, 119)).isFalse();
    assertThat(stall.isOver(8, 120)).isTrue();
  }
}
