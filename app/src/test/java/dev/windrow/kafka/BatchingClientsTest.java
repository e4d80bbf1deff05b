package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ops.Meters;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchingClientsTest {

  @Test
  void transactionsAreNamedAfterTheInstanceSoThatARestartEndsThoseOfAKilledOne() {
    BatchingClients clients = new BatchingClients(new ClientTopics(Set.of("events"), Optional.empty()), "app-instance", new IdlePolicy(10, 5), new ClockMoves(), new ClientSigns(Clock.systemUTC()), Meters.NONE);

    assertThat(clients.transactionalId("app-0b6f3f1e-7a0e-4d0e-9d5b-2f3a1c4d5e6f-2")).isEqualTo("app-instance-2");
  }
}
