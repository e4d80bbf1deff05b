package dev.windrow.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WindowResultTest {

  @Test
  void isWrittenInTheFormOfTheProduct() {
    Stats stats = new Stats().add(0.5).merge(new Stats().add(4).add(1.5));

    assertThat(new String(new WindowResult(GroupBy.event_type, "login", 1_795_169_730_000L, stats).json()))
        .isEqualTo("{\"window_start\":\"2026-11-20T10:15:30Z\",\"window_end\":\"2026-11-20T10:15:35Z\",\"event_type\":\"login\","
            + "\"count\":3,\"sum_value\":6.0,\"avg_value\":2.0,\"min_value\":0.5,\"max_value\":4.0}");
  }
}
