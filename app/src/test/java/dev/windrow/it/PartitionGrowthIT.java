package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.topology.Ledger;
import dev.windrow.it.Truths.Extra;
import dev.windrow.window.HoldBack;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.NewPartitions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The input topic gets more partitions while the service runs (rule S4). */
@Timeout(180)
final class PartitionGrowthIT {

  private static final int EVENTS = 10_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void newPartitionsAreReadAndWaitedFor() throws Exception {
    Settings settings = scenario.settings();
    Settings never = settings.with("input.idle-after", "never");
    Instant start = Instant.now().minus(10, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES);
    Group group = scenario.group(settings);
    scenario.createTopic(settings.topic(), 2);

    Instance strict = scenario.start(never);
    Path before = scenario.preload(from(scenario.events(settings, Pace.MAX, 500, EVENTS), start));
    Instant end = start.plusSeconds(EVENTS / 500);
    scenario.until("windows of two partitions close", () -> scenario.ledger(never).watermark() > start.plusSeconds(15).toEpochMilli());

    scenario.admin().createPartitions(Map.of(settings.topic(), NewPartitions.increaseTo(4))).all().get();
    scenario.until("the new partitions have an owner", () -> group.owners(settings.topic()).size() == 4);
    AtomicInteger nudges = new AtomicInteger();
    scenario.until("stage 2 knows of the new partitions", () -> {
      scenario.send(settings, 0, end);
      nudges.incrementAndGet();
      return scenario.ledger(never).heldBackBy().size() == 2 && scenario.ledger(never).heldBackBy().stream().noneMatch(HoldBack::heard);
    });
    Instant later = end.plusSeconds(60);
    scenario.send(settings, 0, later);
    scenario.send(settings, 1, later);
    scenario.until("the old partitions are read", () -> group.read(settings.topic()) == EVENTS + 2 + nudges.get());

    Ledger held = scenario.ledger(never);
    scenario.say("with 4 partitions held back by %s", held.heldBackBy());
    assertThat(held.heldBackBy()).extracting(source -> source.source().partition()).containsExactly(2, 3);
    assertThat(held.heldBackBy()).noneMatch(HoldBack::heard);
    assertThat(held.watermark()).isLessThan(end.toEpochMilli());
    assertThat(scenario.results(settings).keySet()).noneMatch(key -> key.contains(later.toString()));

    Path after = scenario.preload(from(scenario.events(settings, Pace.MAX, 500, EVENTS), start.plusSeconds(300)));
    scenario.until("windows of four partitions close", () -> scenario.ledger(never).watermark() > start.plusSeconds(310).toEpochMilli());
    strict.close();
    scenario.start(settings);
    Comparison comparison = scenario.compare(settings, Truths.ofBothAnd(before, after, List.of(
        new Extra(end, Map.of(0, nudges.get())), new Extra(later, Map.of(0, 1, 1, 1)))));
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
  }

  private static SimulatorOptions from(SimulatorOptions events, Instant start) {
    return events.withEvents(events.events().withSchedule(events.events().schedule().startingAt(start)));
  }
}
