package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrokerTest {

  @Test
  void topicsOfRunTenAreNotDeletedWithThoseOfRunOne() {
    assertThat(Broker.isOf("live-1", "live-1-partials-repartition")).isTrue();
    assertThat(Broker.isOf("live-1", "live-10-out")).isFalse();
    assertThat(Broker.isOf("live-1", "live-1")).isFalse();
  }
}
