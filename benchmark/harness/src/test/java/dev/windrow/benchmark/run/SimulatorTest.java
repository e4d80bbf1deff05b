package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimulatorTest {

  @Test
  void readsItsSummary() {
    assertThat(Simulator.Sent.of("Sent 20,000,000 events in 14.2 s (1,408,450/s) to topic events, seed 42."))
        .isEqualTo(new Simulator.Sent(20_000_000, 1_408_450));
  }
}
