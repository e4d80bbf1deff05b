package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** Rule S5: what closing emits. */
class S05FinalTest {

  private static final String MAIN_JOB = "application-id: windrow";

  @Test
  void s5_closingEmitsExactlyOneFinalResultPerGroup() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch(event(at(1), "login"), event(at(2), "logout"), event(at(4), "login"));
      windrow.pipe(event(at(7), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 final 1", "0-5 type=logout count=1 final 1");

      windrow.pipe(event(at(8), "login"));
      windrow.pipe(event(at(11), "login"));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s5_windowWithoutEventsGivesNoResult() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(3), "login"));
      windrow.pipe(event(at(33), "login"));
      windrow.pipe(event(at(36), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s5_resultOfTheMainJobIsTheDocumentedJson() {
    try (WindrowHarness windrow = new WindrowHarness(MAIN_JOB)) {
      windrow.pipe("{\"timestamp\":3000,\"user_id\":1,\"event_type\":\"login\",\"value\":50.12}");
      windrow.pipe("{\"timestamp\":4000,\"user_id\":2,\"event_type\":\"login\",\"value\":0.31}");
      windrow.pipe("{\"timestamp\":7000,\"user_id\":1,\"event_type\":\"view\",\"value\":1}");

      Seen result = windrow.resultRecords().get(0);

      assertThat(result.key()).isEqualTo(
          "{\"aggregation\":\"by-event-type\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"event_type\":\"login\"}");
      assertThat(result.value()).isEqualTo(
          "{\"aggregation\":\"by-event-type\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"event_type\":\"login\","
              + "\"count\":2,\"sum_value\":50.43,\"avg_value\":25.215,\"min_value\":0.31,\"max_value\":50.12,\"status\":\"final\",\"revision\":1}");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s5_resultCarriesTheRecordTimestampOfThePartialThatClosedTheWindow() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe("events", null, event(at(3), "login"), at(100));
      windrow.pipe("events", null, event(at(7), "login"), at(200));

      assertThat(windrow.resultRecords()).extracting(Seen::timestamp).containsExactly(at(200));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s5_eachAggregationHasItsOwnOutput() {
    String two = """
        input: {topics: [events]}
        aggregations:
          - {name: by-type, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: types}
          - {name: by-user, group-by: [user.id, type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: users}
        """;
    try (WindrowHarness windrow = new WindrowHarness(two)) {
      windrow.pipe("{\"timestamp\":3000,\"type\":\"login\",\"user\":{\"id\":7}}");
      windrow.pipe("{\"timestamp\":3000,\"type\":\"login\",\"user\":{\"id\":\"7\"}}");
      windrow.pipe("events", new TestRecord<>(null, Events.utf8("{\"timestamp\":7000,\"type\":\"login\",\"user\":{\"id\":7}}")));

      assertThat(windrow.results("by-type")).containsExactly("0-5 type=login n=2 final 1");
      assertThat(windrow.resultRecords()).extracting(Seen::key).containsExactly(
          "{\"aggregation\":\"by-user\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"user.id\":\"7\",\"type\":\"login\"}",
          "{\"aggregation\":\"by-user\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"user.id\":7,\"type\":\"login\"}");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s5_storeOnDiskGivesTheSameResults() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "state.store=rocksdb")) {
      windrow.pipeBatch(event(at(1), "login"), event(at(2), "logout"), event(at(4), "login"));
      windrow.pipeBatch(event(at(7), "login"), event(at(12), "login"));

      assertThat(windrow.results()).containsExactly(
          "0-5 type=login count=2 final 1", "0-5 type=logout count=1 final 1", "5-10 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }
}
