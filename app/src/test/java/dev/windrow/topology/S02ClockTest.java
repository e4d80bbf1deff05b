package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.window.SourceId;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Rule S2: the clock of a source partition. That Kafka brings it back after a crash is shown by the integration tests. */
class S02ClockTest {

  private static final SourceId EVENTS = new SourceId("events", 0);

  @Test
  void s2_clockIsTheHighestEventTimeSoFar() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(3), "login"));
      windrow.pipe(event(at(1), "login"));
      assertThat(clock(windrow)).isEqualTo(at(3));

      windrow.pipeBatch(event(at(6), "login"), event(at(4), "login"));
      assertThat(clock(windrow)).isEqualTo(at(6));

      windrow.expectNothingMore();
    }
  }

  @Test
  void s2_eventsOfOneBatchMoveTheClockInOffsetOrder() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch(event(at(3), "in-time"), event(at(7), "mover"), event(at(3), "late"));

      assertThat(windrow.results()).containsExactly("0-5 type=in-time count=1 final 1");
      assertThat(windrow.late()).extracting(Seen::value).containsExactly(event(at(3), "late"));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s2_clockAfterABatchWithALateEventIsStillTheHighestTime() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "aggregations[0].window={tumbling: 10s, grace: 0s}")) {
      windrow.pipeBatch(event(at(12), "mover"), event(at(9), "late"), event(at(11), "login"));

      assertThat(windrow.late()).extracting(late -> late.header(SideRecords.CLOCK)).containsExactly("1970-01-01T00:00:12Z");
      assertThat(clock(windrow)).isEqualTo(at(12));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s2_deadLettersDoNotMoveTheClock() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(3), "login"));
      windrow.pipe("{\"timestamp\":99000,\"type\":{}}");
      windrow.pipe("{\"timestamp\":99000}");

      assertThat(clock(windrow)).isEqualTo(at(3));
      assertThat(windrow.deadLetters()).hasSize(2);
      windrow.expectNothingMore();
    }
  }

  @Test
  void s2_clockOfOnePartitionIsNotMovedByAnother() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.topics=[slow, fast]")) {
      windrow.pipe("fast", event(at(60), "login"));
      windrow.pipe("slow", event(at(3), "login"));

      assertThat(windrow.sources().get(new SourceId("slow", 0)).clock().clock()).isEqualTo(at(3));
      assertThat(windrow.sources().get(new SourceId("fast", 0)).clock().clock()).isEqualTo(at(60));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s2_clockThatKafkaKeptDecidesWhatIsLateAfterARestart() {
    // given: a fresh process, and the time that Kafka Streams kept with the committed offset
    Config config = Configs.of(Configs.COUNTS);
    Combiner combiner = new Combiner(AggregationPlan.of(config), 1, Long.MAX_VALUE);
    EventBatch batch = new EventDecoder(config.schema()).decodePlain(Events.utf8(event(at(3), "login")), null, List.of());
    long partitionTime = at(8);

    // when
    long after = new PartitionClock().extract(new ConsumerRecord<>("events", 0, 41, null, batch), partitionTime);
    List<Combined> combined = new ArrayList<>();
    combiner.combine("events", 0, batch, combined::add);

    // then
    assertThat(after).isEqualTo(at(8));
    assertThat(combined.get(0)).isInstanceOfSatisfying(Combined.Late.class, late -> assertThat(late.clock()).isEqualTo(at(8)));
    assertThat(combined).hasSize(2);
  }

  @Test
  void s2_unknownClockIsZero() {
    Config config = Configs.of(Configs.COUNTS);
    EventBatch batch = new EventDecoder(config.schema()).decodePlain(Events.utf8("not JSON"), null, List.of());

    long after = new PartitionClock().extract(new ConsumerRecord<>("events", 0, 0, null, batch), -1);

    assertThat(after).isZero();
  }

  private static long clock(WindrowHarness windrow) {
    return windrow.sources().get(EVENTS).clock().clock();
  }
}
