package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.simulator.Pace;
import dev.windrow.topology.MergeStores;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same events give the same results, however they are read. */
@Timeout(180)
final class ReplayIT {

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void twoReplaysWithOtherThreadsFetchSizesAndCommitsGiveTheSameBytes() throws Exception {
    Settings settings = scenario.settings();
    Settings one = replay(settings, "one", 1, 1_000_000, 1 << 20, "1s");
    Settings other = replay(settings, "other", 4, 777, 20_000, "20ms");
    Path truth = scenario.preload(scenario.events(settings, Pace.MAX, 2_000, 200_000));

    scenario.start(one);
    scenario.start(other);
    assertThat(scenario.compare(one, truth).isRight()).isTrue();
    assertThat(scenario.compare(other, truth).isRight()).isTrue();

    Map<String, String> results = scenario.results(one);
    Map<String, String> otherResults = scenario.results(other);
    long batches = batches(one);
    long otherBatches = batches(other);
    scenario.say("%d keys in both; %,d partials in one replay, %,d in the other", results.size(), batches, otherBatches);
    assertThat(otherBatches).isGreaterThan(2 * batches);
    assertThat(results).hasSizeGreaterThan(50);
    assertThat(otherResults).isEqualTo(results);
  }

  private static Settings replay(Settings settings, String name, int threads, int pollRecords, int fetchBytes, String latency) {
    return settings
        .with("application-id", settings.config().applicationId() + "-" + name)
        .with("aggregations[0].output", settings.output() + "-" + name)
        .with("input.late", settings.topic() + "-late-" + name)
        .with("input.dead-letters", settings.topic() + "-dlq-" + name)
        .with("latency", latency)
        .with("kafka.num.stream.threads", threads)
        .with("kafka.main.consumer.max.poll.records", pollRecords)
        .with("kafka.main.consumer.max.partition.fetch.bytes", fetchBytes);
  }

  /** How many partials stage 1 has sent: more batches, more partials. */
  private long batches(Settings settings) throws Exception {
    return scenario.group(settings).read(MergeStores.partialsTopic(settings.config().applicationId()));
  }
}
