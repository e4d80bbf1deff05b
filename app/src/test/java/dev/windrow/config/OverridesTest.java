package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OverridesTest {

  @Test
  void aSetValueReplacesThatOfTheFile() throws ConfigException {
    assertThat(Loading.load("latency: 1s\ninput: {partitions: 2}", "latency=2s", "input.partitions=3"))
        .isEqualTo(Loading.load("latency: 2s\ninput: {partitions: 3}"));
  }

  @Test
  void ofTwoForOnePathTheLaterCounts() throws ConfigException {
    assertThat(Loading.load("", "latency=1s", "latency=2s").latency()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void aSetValueAlsoMendsTheFile() throws ConfigException {
    assertThat(Loading.load("latency: 5", " latency = 5s ").latency()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void belowKafkaTheRestIsOneKey() throws ConfigException {
    Config config = Loading.load(
        "kafka: {a: b}", "kafka.bootstrap.servers=localhost:19092", "kafka.sasl.jaas.config=a=\"b c\";", "kafka.x[0].y=[z");
    assertThat(config.kafka())
        .containsEntry("a", "b")
        .containsEntry("bootstrap.servers", "localhost:19092")
        .containsEntry("sasl.jaas.config", "a=\"b c\";")
        .containsEntry("x[0].y", "[z");
  }

  @Test
  void theDefaultAggregationCanBeChanged() throws ConfigException {
    Config config = Loading.load(
        "", "aggregations[0].window.tumbling=1s", "aggregations[0].group-by[1]=user.id", "aggregations[0].measures.top.value=max(value)");
    Aggregation changed = config.aggregations().get(0);
    assertThat(changed.name()).isEqualTo("by-event-type-user-id");
    assertThat(changed.window().sizeMs()).isEqualTo(1_000);
    assertThat(changed.window().graceMs()).isEqualTo(2_000);
    assertThat(changed.groupBy()).extracting(FieldPath::toString).containsExactly("event_type", "user.id");
    assertThat(changed.measures()).extracting(Measure::name)
        .containsExactly("count", "sum_value", "avg_value", "min_value", "max_value", "top.value");
  }

  @Test
  void anAggregationOfTheFileCanBeChanged() throws ConfigException {
    String yaml = "aggregations: [{name: a, measures: {n: count()}}, {name: b}]";
    assertThat(Loading.load(yaml, "aggregations[1].window.grace=1m", "aggregations[0].measures.m=max(x)"))
        .isEqualTo(Loading.load("aggregations: [{name: a, measures: {n: count(), m: max(x)}}, {name: b, window: {grace: 1m}}]"));
  }

  @Test
  void anIndexPastTheEndAddsAnItem() throws ConfigException {
    assertThat(Loading.load("", "input.topics[1]=b").input().topics()).containsExactly("user-events", "b");
    assertThat(Loading.load("", "aggregations[1].name=second").aggregations()).extracting(Aggregation::name)
        .containsExactly("by-event-type", "second");
  }

  @Test
  void listsAndMapsAreWrittenAsInTheFile() throws ConfigException {
    assertThat(Loading.load("", "input.topics=[a, b]").input().topics()).containsExactly("a", "b");
    assertThat(Loading.load("", "aggregations=[{name: a, measures: {n: count()}}]"))
        .isEqualTo(Loading.load("aggregations: [{name: a, measures: {n: count()}}]"));
  }

  @Test
  void aListThatIsGivenReplacesTheDefault() throws ConfigException {
    Config config = Loading.load("aggregations: [{name: a, group-by: [], measures: {n: count()}}]");
    assertThat(config.aggregations()).hasSize(1);
    assertThat(config.aggregations().get(0).groupBy()).isEmpty();
    assertThat(config.aggregations().get(0).measures()).containsExactly(Measure.parse("n", "count()"));
  }

  @Test
  void setsAreAppliedBelowASharedAnchorOnlyWhereTheyPoint() throws ConfigException {
    String yaml = "aggregations: [{name: a, window: &w {tumbling: 1s, grace: 1s}}, {name: b, window: *w}]";
    assertThat(Loading.load(yaml, "aggregations[0].window.tumbling=3s").aggregations())
        .extracting(aggregation -> aggregation.window().sizeMs()).containsExactly(3_000L, 1_000L);
  }

  @ParameterizedTest
  @MethodSource
  void whatCanNotBeSetIsAProblem(String set, String problem) {
    assertThat(Loading.problems("", set)).isEqualTo(problem);
  }

  static Stream<Arguments> whatCanNotBeSetIsAProblem() {
    String form = "--set: expected path=value, as in input.idle-after=3s, found ";
    return Stream.of(
        arguments("latency", form + "'latency'"),
        arguments("=1s", form + "'='"),
        arguments("input..late=secret", form + "'input..late='"),
        arguments(".late=x", form + "'.late='"),
        arguments("input.=x", form + "'input.='"),
        arguments("kafka.=x", form + "'kafka.='"),
        arguments("aggregations[x].name=a", form + "'aggregations[x].name='"),
        arguments("aggregations[0=a", form + "'aggregations[0='"),
        arguments("aggregations[-1].name=a", form + "'aggregations[-1].name='"),
        arguments("latency=5", "latency: expected a duration of 10ms..1m, as in 200ms, found '5'; write the unit: ms, s, m, h, d"),
        arguments("latency=",
            "latency: expected a duration of 10ms..1m, as in 200ms, found ''; write a whole number and its unit: ms, s, m, h, d"),
        arguments("latencies=5s", "latencies: expected one of application-id, kafka, guarantee, latency, input, state, http, aggregations, sinks, ingest, sources, "
            + "found an unknown key; did you mean latency?"),
        arguments("latency.x=5s", "latency.x: expected keys, to set one of them, found '200ms'"),
        arguments("latency[0]=5s", "latency[0]: expected a list, to set an item of it, found '200ms'"),
        arguments("input[0]=x", "input[0]: expected a list, to set an item of it, found an empty map"),
        arguments("input.topics[2]=x", "input.topics[2]: expected an index of 0..1, found a list"),
        arguments("input.topics.a=x", "input.topics.a: expected keys, to set one of them, found a list"),
        arguments("input.topics=[a",
            "input.topics, line 1, column 3: expected YAML, found a syntax error (expected ',' or ']', but got <stream end>)"),
        arguments("input=x",
            "input: expected keys with values (topics, partitions, timestamp, max-ahead, idle-after, late, dead-letters, limits), found 'x'"));
  }
}
