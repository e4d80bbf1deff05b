package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a loader says and does while the database does not take rows; the fault suite has the longer ones. */
@Tag("beside-kafka")
@Timeout(700)
@ExtendWith(SharedPostgres.class)
final class LoadOutageIT {

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void aTableThatSomebodyHasLockedIsTriedAgainAndAgainAndSaidOnce(Postgres postgres) throws Exception {
    TableLoad load = TableLoad.start(scenario, postgres, "?options=-c%20lock_timeout=300ms");
    load.send(0, 1_000);
    load.await(1_000);

    int attempts = load.lock(Duration.ofSeconds(5), () -> load.send(1_000, 5_000));

    load.awaitAll(6_000);
    assertThat(load.waits()).singleElement().asString().contains("lock timeout", "SQLSTATE 55P03");
    assertThat(load.recoveries()).hasSize(1);
    assertThat(attempts).isGreaterThan(2);
    scenario.say("%d attempts were seen to wait for the lock; %s", attempts, load.waits().get(0));
  }
}
