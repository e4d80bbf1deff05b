package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.simulator.Pace;
import java.nio.file.Path;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Exactly once across kill -9 (rule S13). */
@Timeout(240)
final class KillIT {

  private static final int KILLS = 3;
  private static final int EVENTS = 400_000;

  /** How many events are read between two kills, at least. */
  private static final int STEP = 20_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void resultsAreRightAfterThreeKillsInTheMiddle() throws Exception {
    Settings settings = scenario.settings().with("kafka.max.partition.fetch.bytes", 64 << 10).with("kafka.num.stream.threads", 2);
    Path truth = scenario.preload(scenario.events(settings, Pace.MAX, 2_000, EVENTS));
    Group group = scenario.group(settings);
    Throttle throttle = scenario.closeLater(Throttle.open(scenario.admin(), 1 << 20));

    Jvm instance = scenario.run(settings);
    long read = 0;
    int aborted = 0;
    for (int kill = 1; kill <= KILLS; kill++) {
      awaitWork(instance, group, settings.topic(), read);
      instance.kill();
      // The dead end nothing: what is open now is aborted by the next start.
      int inFlight = group.transactions(TransactionState.ONGOING).size();
      aborted += inFlight;
      read = group.read(settings.topic());
      long lag = group.lag(settings.topic());
      instance = scenario.run(settings);
      scenario.say("kill -9 number %d: %,d read, lag %,d, %d transactions in flight", kill, read, lag, inFlight);
      assertThat(lag).isPositive();
    }
    awaitWork(instance, group, settings.topic(), read);
    throttle.close();

    Comparison comparison = scenario.compare(settings, truth);
    assertThat(aborted).isPositive();
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
  }

  /** It has committed well more than {@code read} and is in the middle of a transaction. */
  private void awaitWork(Jvm instance, Group group, String topic, long read) {
    scenario.until("more than " + (read + STEP) + " events are read", () -> {
      assertThat(instance.isAlive()).as(instance.err()).isTrue();
      return group.read(topic) > read + STEP && !group.transactions(TransactionState.ONGOING).isEmpty();
    });
  }
}
