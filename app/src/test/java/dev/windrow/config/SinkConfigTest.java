package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SinkConfigTest {

  private static final String URL = "postgresql: {url: 'jdbc:postgresql://db/x'}";

  @Test
  void aSinkThatSaysNothingElseLoadsAllAggregations() throws Exception {
    Config config = Loading.load("aggregations: [{name: a-b}, {name: c, output: other}]\nsinks: [{" + URL + "}]");

    Sink sink = config.sinks().get(0);
    assertThat(sink.aggregations()).containsExactly("a-b", "c");
    assertThat(sink.deadLetters()).isEqualTo("windrow-sink-dlq");
    assertThat(Sink.table("a-b")).isEqualTo("a_b");
  }

  @Test
  void aggregationsThatAreNotThereAreNamedWithTheNearest() {
    assertThat(Loading.problems("sinks: [{" + URL + ", aggregations: [by-event-typ]}]"))
        .isEqualTo("sinks[0].aggregations: expected names of aggregations: by-event-type, found 'by-event-typ'; did you mean by-event-type?");
  }

  @Test
  void twoThatWouldFillOneTableAreAProblem() {
    assertThat(Loading.problems("aggregations: [{name: a-b}, {name: a_b}]\nsinks: [{" + URL + "}]"))
        .isEqualTo("sinks[0].aggregations: expected a table of its own, found 'a_b'; sinks[0].aggregations 'a-b' has the table a_b already");
    assertThat(Loading.problems("sinks: [{" + URL + ", events: [a.b, a-b]}]"))
        .isEqualTo("sinks[0].events: expected a table of its own, found 'a-b'; sinks[0].events 'a.b' has the table a_b already");
    assertThat(Loading.problems("sinks: [{name: one, " + URL + "}, {name: two, " + URL + ", schema: other}]")).isEqualTo("no problem");
    assertThat(Loading.problems("sinks: [{name: one, " + URL + "}, {name: two, " + URL + "}]")).contains("sinks[1].aggregations").contains("sinks[0]");
  }

  @Test
  void namesThatPostgresqlWouldCutAreAProblem() {
    String longest = "a".repeat(63);
    assertThat(Loading.problems("sinks: [{" + URL + ", events: [" + longest + "]}]")).isEqualTo("no problem");
    assertThat(Loading.problems("sinks: [{" + URL + ", events: [" + longest + "b]}]")).contains("sinks[0].events").contains("at most 63 bytes");
    assertThat(Loading.problems("aggregations: [{measures: {" + longest + "b: count()}}]\nsinks: [{" + URL + "}]")).contains("at most 63 bytes");
    assertThat(Loading.problems("aggregations: [{measures: {group_key: count()}}]\nsinks: [{" + URL + "}]")).contains("'group_key'");
  }

  @Test
  void theTableOfOffsetsIsNobodyElses() {
    assertThat(Loading.problems("sinks: [{" + URL + ", events: [windrow-offsets]}]")).contains("has how far a sink is");
  }

  @Test
  void aSinkLoadsSomethingAndNotItsOwnDeadLetters() {
    assertThat(Loading.problems("sinks: [{" + URL + ", aggregations: []}]")).contains("expected something to load");
    assertThat(Loading.problems("sinks: [{" + URL + ", events: [x], dead-letters: x}]")).contains("sinks[0].dead-letters: expected a topic of its own");
    assertThat(Loading.problems("sinks: [{" + URL + ", dead-letters: event-aggregates}]")).contains("sinks[0].dead-letters: expected a topic of its own");
  }

  @Test
  void theAddressIsOfPostgresqlAndHasNoPasswordInIt() {
    String expected = "sinks[0].postgresql.url: expected an address of PostgreSQL without user and password";
    assertThat(Loading.problems("sinks: [{}]")).contains(expected);
    assertThat(Loading.problems("sinks: [{postgresql: {url: 'jdbc:mysql://db/x'}}]")).contains(expected);
    assertThat(Loading.problems("sinks: [{postgresql: {url: 'jdbc:postgresql://db/x?ssl=true&password=pw'}}]")).contains(expected);
  }

  @Test
  void thePasswordIsHidden() throws Exception {
    String yaml = "sinks: [{postgresql: {url: 'jdbc:postgresql://db/x', user: ann, password: '${PW}'}}]";
    Config config = Loading.load(yaml, Map.of("HOME", "/home/ann", "PW", "s3cret"));
    assertThat(config.sinks().get(0).postgresql().password()).contains("s3cret");
    assertThat(ConfigLoader.effective(config)).contains("user: ann").contains("(hidden)").doesNotContain("s3cret");
    assertThat(config.sinks().toString()).doesNotContain("s3cret");
  }

  @Test
  void sinksHaveDifferentNames() {
    String other = "{name: one, schema: other, " + URL + "}";
    assertThat(Loading.problems("sinks: [{name: one, " + URL + "}, " + other + "]")).contains("sinks[1].name: expected a name of its own");
  }
}
