package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Rule S3: which events are late, and what becomes of them. */
class S03LateTest {

  private static final String TWO_WINDOWS = """
      input:
        topics: [events]
      aggregations:
        - name: short
          group-by: [type]
          window: {tumbling: 1s, grace: 0s}
          measures: {count: count()}
          output: results
        - name: long
          group-by: [type]
          window: {tumbling: 5s, grace: 2s}
          measures: {count: count()}
          output: results
      """;

  @Test
  void s3_eventIsInTimeUntilTheClockReachesEndAndGrace() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(6.999), "mover"));
      windrow.pipe(event(at(3), "in-time"));
      windrow.pipe(event(at(7), "mover"));
      windrow.pipe(event(at(3), "late"));

      assertThat(windrow.results()).containsExactly("0-5 type=in-time count=1 final 1");
      assertThat(windrow.late()).extracting(Seen::value).containsExactly(event(at(3), "late"));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s3_lateEventGoesToTheLateTopicByteForByteWithItsClock() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(9.5), "mover"));
      String event = "{ \"type\" : \"\\u0061\", \"timestamp\":3000, \"other\":[1 , 2] }";
      RecordHeaders headers = new RecordHeaders();
      headers.add("trace", Events.utf8("x-1"));
      headers.add("none", null);
      windrow.pipe("events", new TestRecord<>(Events.utf8("user-7"), Events.utf8(event), headers, at(4)));

      Seen late = windrow.late().get(0);

      assertThat(late.key()).isEqualTo("user-7");
      assertThat(late.value()).isEqualTo(event);
      assertThat(late.timestamp()).isEqualTo(at(4));
      assertThat(late.headers()).containsExactly(
          "trace=x-1",
          "none=null",
          "windrow-topic=events",
          "windrow-partition=0",
          "windrow-offset=1",
          "windrow-clock=1970-01-01T00:00:09.500Z",
          "windrow-missed={\"aggregation\":\"counts\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"late_ms\":2500}");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s3_lateEventOfABatchKeepsItsOwnOffset() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch(event(at(1), "first"), event(at(7), "mover"), event(at(2), "late"));
      windrow.pipeBatch(event(at(4), "late"));

      assertThat(windrow.results()).containsExactly("0-5 type=first count=1 final 1");
      assertThat(windrow.late()).extracting(late -> late.header(SideRecords.OFFSET)).containsExactly("2", "3");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s3_lateEventIsNotCountedInItsWindow() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch(event(at(3), "login"), event(at(7), "login"), event(at(3), "login"));
      windrow.pipe(event(at(12), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1", "5-10 type=login count=1 final 1");
      assertThat(windrow.late()).hasSize(1);
      assertThat(windrow.ledger()).isEqualTo(new Counts(4, 3, 0, 0, 1, 0, 0));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s3_eventThatIsLateForOneAggregationCountsInAnother() {
    try (WindrowHarness windrow = new WindrowHarness(TWO_WINDOWS)) {
      windrow.pipeBatch(event(at(6), "mover"), event(at(3), "login"));

      Seen late = windrow.late().get(0);
      assertThat(late.headers(SideRecords.MISSED)).containsExactly(
          "{\"aggregation\":\"short\",\"window_start\":\"1970-01-01T00:00:03Z\",\"window_end\":\"1970-01-01T00:00:04Z\",\"late_ms\":2000}");

      windrow.pipe(event(at(7), "mover"));
      assertThat(windrow.results("long")).containsExactly("0-5 type=login count=1 final 1");
      assertThat(windrow.results("short")).containsExactly("6-7 type=mover count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s3_eventThatIsLateForSeveralAggregationsIsOneLateRecord() {
    try (WindrowHarness windrow = new WindrowHarness(TWO_WINDOWS)) {
      windrow.pipeBatch(event(at(8), "mover"), event(at(3), "login"));

      assertThat(windrow.late()).singleElement().satisfies(late -> assertThat(late.headers(SideRecords.MISSED)).containsExactly(
          "{\"aggregation\":\"short\",\"window_start\":\"1970-01-01T00:00:03Z\",\"window_end\":\"1970-01-01T00:00:04Z\",\"late_ms\":4000}",
          "{\"aggregation\":\"long\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"late_ms\":1000}"));
      assertThat(windrow.results()).isEmpty();
      windrow.expectNothingMore();
    }
  }

  @Test
  void s3_whatIsLateDependsOnItsOwnPartitionOnly() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.topics=[slow, fast]")) {
      windrow.pipe("fast", event(at(60), "mover"));
      windrow.pipe("slow", event(at(3), "login"));
      windrow.pipe("slow", event(at(7), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }
}
