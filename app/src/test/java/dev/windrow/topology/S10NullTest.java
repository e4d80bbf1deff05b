package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rule S10: nulls, as in SQL. */
class S10NullTest {

  private static final String ALL_MEASURES = """
      input: {topics: [events]}
      aggregations:
        - name: all
          group-by: [type]
          window: {tumbling: 5s, grace: 2s}
          measures: {n: count(), sum: sum(value), avg: avg(value), min: min(value), max: max(value)}
          output: results
      """;

  private static final String BY_TYPE_AND_BY_USER = """
      input: {topics: [events]}
      aggregations:
        - {name: types, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
        - {name: users, group-by: [user, type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
      """;

  @Test
  void s10_nullAndMissingMeasuresCountButAreLeftOutOfTheRest() {
    try (WindrowHarness windrow = new WindrowHarness(ALL_MEASURES)) {
      windrow.pipeBatch(event(at(1), "login", "4"), event(at(1), "login", "null"), event(at(1), "login"), event(at(1), "login", "5"));
      windrow.pipe(event(at(7), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login n=4 sum=9 avg=4.5 min=4 max=5 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s10_measuresAreNullWhenNothingIsLeft() {
    try (WindrowHarness windrow = new WindrowHarness(ALL_MEASURES)) {
      windrow.pipeBatch(event(at(1), "login", "null"), event(at(1), "login"));
      windrow.pipe(event(at(7), "login"));

      assertThat(windrow.resultRecords()).extracting(Seen::value).containsExactly(
          "{\"aggregation\":\"all\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"type\":\"login\","
              + "\"n\":2,\"sum\":null,\"avg\":null,\"min\":null,\"max\":null,\"status\":\"final\",\"revision\":1}");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s10_nullGroupValueIsAGroupOfItsOwn() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe("{\"timestamp\":3000,\"type\":null}");
      windrow.pipe("{\"timestamp\":3000,\"type\":\"null\"}");
      windrow.pipe("{\"timestamp\":3000,\"type\":null}");
      windrow.pipe(event(at(7), "login"));

      assertThat(windrow.resultRecords()).extracting(Seen::key).containsExactly(
          "{\"aggregation\":\"counts\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"type\":\"null\"}",
          "{\"aggregation\":\"counts\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"type\":null}");
      assertThat(windrow.ledger()).isEqualTo(new Counts(4, 4, 0, 0, 0, 0, 0));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s10_missingGroupFieldMakesItsAggregationSkipTheEventAndNoOther() {
    try (WindrowHarness windrow = new WindrowHarness(BY_TYPE_AND_BY_USER)) {
      windrow.pipe("{\"timestamp\":3000,\"type\":\"login\"}");
      windrow.pipe("{\"timestamp\":3000,\"type\":\"login\",\"user\":null}");
      windrow.pipe("{\"timestamp\":7000,\"type\":\"login\",\"user\":7}");

      assertThat(windrow.results("types")).containsExactly("0-5 type=login n=2 final 1");
      assertThat(windrow.results("users")).containsExactly("0-5 user=null type=login n=1 final 1");
      assertThat(windrow.ledger("types", windrow.sources().keySet().iterator().next())).isEqualTo(new Counts(3, 3, 0, 0, 0, 0, 0));
      assertThat(windrow.ledger("users", windrow.sources().keySet().iterator().next())).isEqualTo(new Counts(3, 2, 0, 1, 0, 0, 0));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s10_eventThatIsSkippedIsNotLate() {
    try (WindrowHarness windrow = new WindrowHarness(BY_TYPE_AND_BY_USER)) {
      windrow.pipe("{\"timestamp\":7000,\"type\":\"login\",\"user\":7}");
      windrow.pipe("{\"timestamp\":3000,\"type\":\"login\"}");

      assertThat(windrow.late()).singleElement()
          .satisfies(late -> assertThat(late.headers(SideRecords.MISSED)).singleElement().asString().contains("\"types\""));
      assertThat(windrow.results()).isEmpty();
      windrow.expectNothingMore();
    }
  }
}
