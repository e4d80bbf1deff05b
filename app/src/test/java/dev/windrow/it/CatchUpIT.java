package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.topology.Counts;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Catching up from the beginning, while instances come and go. */
@Timeout(180)
final class CatchUpIT {

  private static final int EVENTS = 1_000_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void aMillionEventsAreRightAlthoughOneInstanceStopsAndAnotherStarts() throws Exception {
    Settings settings = scenario.settings().with("kafka.max.partition.fetch.bytes", 256 << 10).with("kafka.num.stream.threads", 2);
    SimulatorOptions events = scenario.events(settings, Pace.MAX, 5_000, EVENTS);
    Path truth = scenario.preload(events);
    Group group = scenario.group(settings);

    Throttle throttle = scenario.closeLater(Throttle.open(scenario.admin(), 2 << 20));
    scenario.start(settings.named("first"));
    Instance second = scenario.start(settings.named("second"));
    scenario.until("both have work and have read something", () -> has(group, settings, "first", "second") && group.read(settings.topic()) > 0);

    Map<Integer, String> before = group.owners(settings.topic());
    second.close();
    long lagAtStop = group.lag(settings.topic());
    scenario.start(settings.named("third"));
    scenario.until("first and third have work", () -> has(group, settings, "first", "third"));

    Map<Integer, String> after = group.owners(settings.topic());
    long lagAtStart = group.lag(settings.topic());
    double rebalances = rebalances();
    long moved = before.keySet().stream().filter(partition -> !before.get(partition).equals(after.get(partition))).count();
    scenario.say("lag %,d when one stopped, %,d when another had started; %d of 4 tasks moved (%s to %s); %.0f rebalances",
        lagAtStop, lagAtStart, moved, before, after, rebalances);
    assertThat(lagAtStop).isPositive();
    assertThat(lagAtStart).isPositive();
    assertThat(moved).isPositive();
    assertThat(rebalances).isGreaterThanOrEqualTo(2);
    throttle.close();

    Comparison comparison = scenario.compare(settings, truth);
    Counts total = scenario.ledger(settings).total(settings.config().aggregations().get(0).id());
    scenario.say("%s", total);
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
    assertThat(total.read()).isEqualTo(EVENTS);
    assertThat(total.late()).isBetween(EVENTS / 200L, EVENTS / 50L);
    assertThat(total.deadLetters()).isBetween(EVENTS / 2_000L, EVENTS / 500L);
  }

  private static boolean has(Group group, Settings settings, String... instances) throws Exception {
    Map<Integer, String> owners = group.owners(settings.topic());
    return owners.size() == 4 && owners.values().stream().distinct().sorted().toList().equals(List.of(instances));
  }

  /** As the consumers that are alive in this process have counted them. */
  private static double rebalances() throws Exception {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    double most = 0;
    for (ObjectName name : beans.queryNames(new ObjectName("kafka.consumer:type=consumer-coordinator-metrics,client-id=first-*"), null)) {
      most = Math.max(most, (Double) beans.getAttribute(name, "rebalance-total"));
    }
    return most;
  }
}
