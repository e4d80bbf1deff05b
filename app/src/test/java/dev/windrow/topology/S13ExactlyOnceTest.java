package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Config;
import dev.windrow.window.SourceId;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** Rule S13: what was merged before is not merged again unnoticed. Crashes are for the integration tests. */
class S13ExactlyOnceTest {

  private static final SourceId EVENTS = new SourceId("events", 0);

  @Test
  void s13_offsetsThatWentBackStopTheServiceAndSayWhatResolvesIt() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch(event(at(1), "login"), event(at(2), "login"), event(at(3), "login"));
      windrow.rewind("events", 1);

      assertThatThrownBy(() -> windrow.pipeBatch(event(at(2), "login")))
          .isInstanceOf(StreamsException.class)
          .hasRootCauseInstanceOf(OffsetsWentBackException.class)
          .rootCause()
          .hasMessageContainingAll("partition 0 of topic events", "offset 1", "offset 3", "windrow reset");
    }
  }

  @Test
  void s13_underAtLeastOnceSuchBatchesAreCountedAsPossibleDuplicates() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "guarantee=at_least_once")) {
      windrow.pipeBatch(event(at(1), "login"), event(at(2), "login"), event(at(3), "login"));
      windrow.rewind("events", 1);
      windrow.pipeBatch(event(at(2), "login"), event(at(3), "login"));
      windrow.pipeBatch(event(at(7), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=5 final 1");
      assertThat(windrow.sources().get(EVENTS).possibleDuplicates()).isEqualTo(1);
      assertThat(windrow.sources().get(EVENTS).next()).isEqualTo(4);
      windrow.expectNothingMore();
    }
  }

  @Test
  void s13_partialsCarryTheirOffsetRange() {
    SourcePartition source = new SourcePartition(Configs.of(Configs.COUNTS), "events", 0, 1, 1);
    source.rewind(40, 0);

    assertThat(source.partial(event(at(1), "login"), "not JSON", event(at(1), "login"))).satisfies(partial -> {
      assertThat(partial.from()).isEqualTo(40);
      assertThat(partial.next()).isEqualTo(43);
    });
    assertThat(source.idlePartial(at(10), at(1000))).satisfies(partial -> {
      assertThat(partial.from()).isEqualTo(43);
      assertThat(partial.next()).isEqualTo(43);
    });
  }

  @Test
  void s13_gapsBetweenRangesAreNoError() {
    // Offsets are skipped by transaction markers, by compaction, and by records that are gone.
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch(event(at(3), "login"));
      windrow.rewind("events", 1_000);
      windrow.pipeBatch(event(at(7), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      assertThat(windrow.sources().get(EVENTS).next()).isEqualTo(1_001);
      windrow.expectNothingMore();
    }
  }

  @Test
  void s13_partialOfAnAggregationThatIsNotConfiguredStopsTheService() {
    Config others = Configs.of(Configs.COUNTS.replace("tumbling: 5s", "tumbling: 1m"));
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      SourcePartition elsewhere = new SourcePartition(others, "events", 0, 1, 1);

      assertThatThrownBy(() -> windrow.pipe(elsewhere.partial(event(at(3), "login"))))
          .isInstanceOf(StreamsException.class)
          .hasRootCauseInstanceOf(UnknownAggregationException.class)
          .rootCause()
          .hasMessageContainingAll(others.aggregations().get(0).id(), windrow.config().aggregations().get(0).id(), "one configuration");
    }
  }

  @Test
  void s13_ledgerOfAnAggregationThatIsNotConfiguredStopsTheServiceToo() {
    Config others = Configs.of(Configs.COUNTS.replace("tumbling: 5s", "tumbling: 1m"));
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      SourcePartition elsewhere = new SourcePartition(others, "events", 0, 1, 1);

      assertThatThrownBy(() -> windrow.pipe(elsewhere.partial("not JSON"))).hasRootCauseInstanceOf(UnknownAggregationException.class);
    }
  }
}
