package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file, with the exact words that its author gets to read. */
class ProblemsTest {

  private static final String PORT = "http.port: expected a port of 0..65535, or a range of which the first free one is taken, as in 8080..8090";
  private static final String RATE = "http.limits.rate: expected a number per second of 1/s..1000000/s, as in 100/s";
  private static final String STRANGERS =
      "http.host: expected an address of this machine alone, as in 127.0.0.1, while nobody has to show who they are";
  private static final String STRANGERS_HINT = "set http.tokens or http.tls.client-authorities; or http.open: true, if everyone who reaches that"
      + " address may see everything and post events";

  private static final String TOPIC_NAME = "a topic name of 1..249 letters a-z A-Z, digits, '.', '_' and '-', and not '.' or '..'";
  private static final String FUNCTIONS = "count(), sum(field), avg(field), min(field), max(field)";

  @TempDir
  private Path folder;

  @Test
  void allProblemsAreReportedAtOnceEachInALine() {
    String yaml = """
        application-id: my app
        kafka:
          processing.guarantee: exactly_once_v2
        latency: 5
        inputs:
          topics: [clicks]
        state:
          merge-partitions: 0
        aggregations:
          - name: a
            measures:
              avg: mean(x)
          - window: {tumbling: 0s}
            output: user-events
        """;
    assertThat(Loading.problems(yaml)).isEqualTo("""
        inputs: expected one of application-id, kafka, guarantee, latency, input, state, http, aggregations, sinks, ingest, sources, found an unknown key; did you mean input?
        application-id: expected an id of 1..180 letters a-z A-Z, digits, '.', '_' and '-', and not '.' or '..', found 'my app'
        kafka.processing.guarantee: expected this property left out, found 'exactly_once_v2'; use guarantee
        latency: expected a duration of 10ms..1m, as in 200ms, found '5'; write the unit: ms, s, m, h, d
        state.merge-partitions: expected a whole number of 1..1000, found '0'
        aggregations[0].measures.avg: expected count(), sum(field), avg(field), min(field), max(field), found 'mean(x)'
        aggregations[1].window.tumbling: expected a duration of 1ms..36500d, as in 5s, found '0s'
        aggregations[1].output: expected a topic of its own, found 'user-events'; input.topics[0] is 'user-events'""");
  }

  @Test
  void aProblemCanBeTakenApart() {
    assertThatThrownBy(() -> Loading.load("guarantee: exactly_onc"))
        .isInstanceOfSatisfying(ConfigException.class, e -> assertThat(e.problems())
            .containsExactly(new Problem("guarantee", "'exactly_onc'", "at_least_once or exactly_once", "did you mean exactly_once?")));
  }

  @ParameterizedTest
  @MethodSource
  void aValueOfTheWrongKind(String yaml, String problem) {
    assertThat(Loading.problems(yaml)).isEqualTo(problem);
  }

  static Stream<Arguments> aValueOfTheWrongKind() {
    return Stream.of(
        arguments("application-id: ''",
            "application-id: expected an id of 1..180 letters a-z A-Z, digits, '.', '_' and '-', and not '.' or '..', found ''"),
        arguments("application-id:",
            "application-id: expected an id of 1..180 letters a-z A-Z, digits, '.', '_' and '-', and not '.' or '..', found nothing"),
        arguments("guarantee: never", "guarantee: expected at_least_once or exactly_once, found 'never'"),
        arguments("latency: 9ms", "latency: expected a duration of 10ms..1m, as in 200ms, found '9ms'"),
        arguments("latency: 60001ms", "latency: expected a duration of 10ms..1m, as in 200ms, found '60001ms'"),
        arguments("latency: 200 ms",
            "latency: expected a duration of 10ms..1m, as in 200ms, found '200 ms'; write a whole number and its unit: ms, s, m, h, d"),
        arguments("latency: 0.2s",
            "latency: expected a duration of 10ms..1m, as in 200ms, found '0.2s'; write a whole number and its unit: ms, s, m, h, d"),
        arguments("latency: 1sec", "latency: expected a duration of 10ms..1m, as in 200ms, found '1sec'; the units are ms, s, m, h, d"),
        arguments("latency: [1s]", "latency: expected a duration of 10ms..1m, as in 200ms, found a list"),
        arguments("latency: {a: 1s}", "latency: expected a duration of 10ms..1m, as in 200ms, found keys ('a')"),
        arguments("latency: {}", "latency: expected a duration of 10ms..1m, as in 200ms, found an empty map"),
        arguments("latency: []", "latency: expected a duration of 10ms..1m, as in 200ms, found an empty list"),
        arguments("input: [a]",
            "input: expected keys with values (topics, partitions, timestamp, max-ahead, idle-after, late, dead-letters, limits), found a list"),
        arguments("input: {topics: clicks}",
            "input.topics: expected a list with at least one item, found 'clicks'; a list of one is written in brackets"),
        arguments("input: {topics: []}", "input.topics: expected a list with at least one item, found an empty list"),
        arguments("input: {topics: [a, {b: c}]}", "input.topics[1]: expected " + TOPIC_NAME + ", found keys ('b')"),
        arguments("input: {topics: [a, b, a]}", "input.topics[2]: expected each item once, found the same as input.topics[0]"),
        arguments("input: {topics: [..]}", "input.topics[0]: expected " + TOPIC_NAME + ", found '..'"),
        arguments("input: {late: zu spät}", "input.late: expected " + TOPIC_NAME + ", found 'zu spät'"),
        arguments("input: {dead-letters: a/b}", "input.dead-letters: expected " + TOPIC_NAME + ", found 'a/b'"),
        arguments("input: {topics: [" + "t".repeat(246) + "]}", """
            input.late: expected %1$s, found '%2$s…'
            input.dead-letters: expected %1$s, found '%2$s…'""".formatted(TOPIC_NAME, "t".repeat(100))),
        arguments("input: {partitions: 0}", "input.partitions: expected a whole number of 1..10000, found '0'"),
        arguments("input: {partitions: 10001}", "input.partitions: expected a whole number of 1..10000, found '10001'"),
        arguments("input: {partitions: 4.0}", "input.partitions: expected a whole number of 1..10000, found '4.0'"),
        arguments("input: {partitions: 0x10}", "input.partitions: expected a whole number of 1..10000, found '0x10'"),
        arguments("input: {partitions: 99999999999999999999}",
            "input.partitions: expected a whole number of 1..10000, found '99999999999999999999'"),
        arguments("input: {timestamp: meta..ts}", "input.timestamp: expected a field name or a dotted path like user.id, found 'meta..ts'"),
        arguments("input: {timestamp: ' '}",
            "input.timestamp: expected a field name, a dotted path, as in meta.ts, or record for the Kafka record's own timestamp, found ' '"),
        arguments("input: {max-ahead: -1s}",
            "input.max-ahead: expected a duration of 0ms..36500d, as in 10m, found '-1s'; write a whole number and its unit: ms, s, m, h, d"),
        arguments("input: {max-ahead: 36501d}", "input.max-ahead: expected a duration of 0ms..36500d, as in 10m, found '36501d'"),
        arguments("input: {max-ahead: 999999999999999999d}",
            "input.max-ahead: expected a duration of 0ms..36500d, as in 10m, found '999999999999999999d'"),
        arguments("input: {idle-after: 0s}", "input.idle-after: expected a duration of 1ms..36500d, as in 10s, or never, found '0s'"),
        arguments("input: {idle-after: 10}",
            "input.idle-after: expected a duration of 1ms..36500d, as in 10s, or never, found '10'; write the unit: ms, s, m, h, d"),
        arguments("input: {limits: {record: 1048576}}",
            "input.limits.record: expected a size of 1B..1GiB, as in 1MiB, found '1048576'; write the unit: B, KiB, MiB, GiB"),
        arguments("input: {limits: {record: 2GiB}}", "input.limits.record: expected a size of 1B..1GiB, as in 1MiB, found '2GiB'"),
        arguments("input: {limits: {string: 64KB}}",
            "input.limits.string: expected a size of 1B..1GiB, as in 64KiB, found '64KB'; the units are B, KiB, MiB, GiB"),
        arguments("input: {limits: {depth: 1001}}", "input.limits.depth: expected a whole number of 1..1000, found '1001'"),
        arguments("state: {store: disk}", "state.store: expected memory or rocksdb, found 'disk'"),
        arguments("state: {store: RocksDB}", "state.store: expected memory or rocksdb, found 'RocksDB'; did you mean rocksdb?"),
        arguments("state: {merge-partitions: 1001}", "state.merge-partitions: expected a whole number of 1..1000, found '1001'"),
        arguments("state: {dir: ''}", "state.dir: expected a folder, as in /var/lib/windrow or ~/.windrow, found ''"),
        arguments("state: {dir: \"a\\0b\"}",
            "state.dir: expected a folder, as in /var/lib/windrow or ~/.windrow, found 'a\\u0000b'; Nul character not allowed"),
        arguments("http: {port: 65536}", PORT + ", found '65536'"),
        arguments("http: {port: 8090..8080}", PORT + ", found '8090..8080'"),
        arguments("http: {port: 0..80}", PORT + ", found '0..80'"),
        arguments("http: {port: 80-90}", PORT + ", found '80-90'"),
        arguments("http: {enabled: yes}", "http.enabled: expected true or false, found 'yes'"),
        arguments("http: {advertised: 'http://a:1'}",
            "http.advertised: expected host:port at which other instances reach this one, as in windrow-1:8080, or auto, found 'http://a:1'"),
        arguments("http: {tokens: ''}", "http.tokens: expected a file, as in /run/secrets/windrow, or none, found ''"),
        arguments("http: {cors: ['*']}",
            "http.cors[0]: expected an origin, as in https://grafana.example.org or http://localhost:3000, found '*'"),
        arguments("http: {limits: {rate: 100}}", RATE + ", found '100'; write the unit: /s"),
        arguments("http: {limits: {rate: 0/s}}", RATE + ", found '0/s'"),
        arguments("http: {host: 0.0.0.0}", STRANGERS + ", found '0.0.0.0'; " + STRANGERS_HINT),
        arguments("http: {host: windrow-1, cors: []}", STRANGERS + ", found 'windrow-1'; " + STRANGERS_HINT),
        arguments("http: {tls: {certificate: c.pem}}", "http.tls.key: expected a PEM file, found none; http.tls.certificate is set and needs it"),
        arguments("http: {tls: {key: k.pem}}", "http.tls.certificate: expected a PEM file, found none; http.tls.key is set and needs it"),
        arguments("http: {tls: {client-authorities: a.pem}}",
            "http.tls.certificate: expected a PEM file, found none; http.tls.client-authorities is set and needs it"),
        arguments("http: {host: 'http://x'}",
            "http.host: expected a host name or an IP address to listen on, as in 127.0.0.1, found 'http://x'"));
  }

  @ParameterizedTest
  @MethodSource
  void anAggregationThatCanNotBe(String yaml, String problem) {
    assertThat(Loading.problems("aggregations:\n" + yaml.indent(2))).isEqualTo(problem);
  }

  static Stream<Arguments> anAggregationThatCanNotBe() {
    return Stream.of(
        arguments("", "aggregations: expected a list with at least one item, found nothing"),
        arguments("[]", "aggregations: expected a list with at least one item, found an empty list"),
        arguments("name: x", "aggregations: expected a list with at least one item, found keys ('name')"),
        arguments("- x", "aggregations[0]: expected keys with values (name, group-by, window, measures, output), found 'x'"),
        arguments("- name: by type",
            "aggregations[0].name: expected a name of 1..100 letters a-z A-Z, digits, '.', '_' and '-', and not '.' or '..', found 'by type'"),
        arguments("- group-by: country", "aggregations[0].group-by: expected a list, found 'country'; a list of one is written in brackets"),
        arguments("- group-by: [a, b., a]", """
            aggregations[0].group-by[1]: expected a field name or a dotted path like user.id, found 'b.'
            aggregations[0].group-by[2]: expected each item once, found the same as aggregations[0].group-by[0]"""),
        arguments("- group-by: [status]",
            "aggregations[0].group-by: expected a name that no other field of a result has, found 'status'; every result has it"),
        arguments("- group-by: [user.id]\n  measures: {user.id: count()}",
            "aggregations[0].measures.user.id: expected a name that no other field of a result has, found 'user.id'; aggregations[0].group-by has it"),
        arguments("- measures: {window_start: count()}",
            "aggregations[0].measures.window_start: expected a name that no other field of a result has, found 'window_start'; every result has it"),
        arguments("- measures: {' ': count()}",
            "aggregations[0].measures. : expected a name of 1..100 characters, none of them a control character, found ' '"),
        arguments("- measures: {}", "aggregations[0].measures: expected at least one measure, as in count: count(), found none"),
        arguments("- measures:", "aggregations[0].measures: expected at least one measure, as in count: count(), found none"),
        arguments("- measures: [count()]", "aggregations[0].measures: expected keys with values, found a list"),
        arguments("- measures: {n: count}", "aggregations[0].measures.n: expected " + FUNCTIONS + ", found 'count'"),
        arguments("- measures: {n: count(x)}", "aggregations[0].measures.n: expected count(), found 'count(x)'"),
        arguments("- measures: {n: sum()}", "aggregations[0].measures.n: expected sum(field), found 'sum()'"),
        arguments("- measures: {n: sum(a..b)}",
            "aggregations[0].measures.n: expected a field name or a dotted path like user.id, found 'sum(a..b)'"),
        arguments("- measures: {n: }", "aggregations[0].measures.n: expected " + FUNCTIONS + ", found nothing"),
        arguments("- window: 5s", "aggregations[0].window: expected keys with values (tumbling, grace), found '5s'"),
        arguments("- window: {grace: 2}",
            "aggregations[0].window.grace: expected a duration of 0ms..36500d, as in 2s, found '2'; write the unit: ms, s, m, h, d"),
        arguments("- {name: a}\n- {name: b}\n- {name: a}",
            "aggregations[2].name: expected a name of its own, found 'a'; aggregations[0].name is the same"),
        arguments("- {}\n- {}",
            "aggregations[1].name: expected a name of its own, found 'by-event-type'; aggregations[0].name is the same"));
  }

  @ParameterizedTest
  @MethodSource
  void aTopicInTwoRoles(String yaml, String problem) {
    assertThat(Loading.problems(yaml)).isEqualTo(problem);
  }

  static Stream<Arguments> aTopicInTwoRoles() {
    return Stream.of(
        arguments("input: {late: user-events}",
            "input.late: expected a topic of its own, found 'user-events'; input.topics[0] is 'user-events'"),
        arguments("input: {topics: [a, b], dead-letters: b}",
            "input.dead-letters: expected a topic of its own, found 'b'; input.topics[1] is 'b'"),
        arguments("input: {late: x, dead-letters: x}", "input.dead-letters: expected a topic of its own, found 'x'; input.late is 'x'"),
        arguments("input: {topics: [a, a-late]}", "input.late: expected a topic of its own, found 'a-late'; input.topics[1] is 'a-late'"),
        arguments("aggregations: [{output: user-events-late}]",
            "aggregations[0].output: expected a topic of its own, found 'user-events-late'; input.late is 'user-events-late'"),
        arguments("aggregations: [{output: user-events-dlq}]",
            "aggregations[0].output: expected a topic of its own, found 'user-events-dlq'; input.dead-letters is 'user-events-dlq'"),
        arguments("aggregations: [{output: user_events}, {name: b, output: user.events}]",
            "aggregations[1].output: expected a topic of its own, found 'user.events'; aggregations[0].output is 'user_events', and Kafka takes '.' and '_' for the same"));
  }

  @Test
  void aggregationsMayShareAnOutput() throws ConfigException {
    assertThat(Loading.load("aggregations: [{name: a, output: x}, {name: b, output: x}]").aggregations()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource
  void anUnknownKeyIsReportedWithTheNearestKnownOne(String yaml, String end) {
    assertThat(Loading.problems(yaml)).doesNotContain("\n").endsWith("found an unknown key" + end);
  }

  static Stream<Arguments> anUnknownKeyIsReportedWithTheNearestKnownOne() {
    return Stream.of(
        arguments("latencies: 1s", "; did you mean latency?"),
        arguments("applicationId: x", "; did you mean application-id?"),
        arguments("input: {idle_after: 1s}", "; did you mean idle-after?"),
        arguments("input: {deadLetters: x}", "; did you mean dead-letters?"),
        arguments("input: {limits: {strings: 1KiB}}", "; did you mean string?"),
        arguments("state: {mergePartition: 4}", "; did you mean merge-partitions?"),
        arguments("aggregations: [{groupby: [a]}]", "; did you mean group-by?"),
        arguments("aggregations: [{window: {tumblin: 5s}}]", "; did you mean tumbling?"),
        arguments("aggregations: [{grace: 5s}]", "; did you mean aggregations[].window.grace?"),
        arguments("topics: [a]", "; did you mean input.topics?"),
        arguments("retain: 5s", "; did you mean state.retain?"),
        arguments("bootstrap: x", ""));
  }

  @ParameterizedTest
  @MethodSource
  void aFileThatIsNoYaml(String yaml, String problem) {
    assertThat(Loading.problems(yaml)).isEqualTo(problem);
  }

  static Stream<Arguments> aFileThatIsNoYaml() {
    return Stream.of(
        arguments("input:\n  late: a: b",
            "c.yaml, line 2, column 10: expected YAML, found a syntax error (mapping values are not allowed here)"),
        arguments("input: {late: a",
            "c.yaml, line 1, column 16: expected YAML, found a syntax error (expected ',' or '}', but got <stream end>)"),
        arguments("input:\n\tlate: a", "c.yaml, line 2, column 1: expected YAML, found a syntax error "
            + "(found character '\\t(TAB)' that cannot start any token. (Do not use \\t(TAB) for indentation))"),
        arguments("[a, b]: c", "c.yaml, line 1, column 2: expected YAML, found a syntax error (a key that is a list or a map)"),
        arguments("a: " + "[".repeat(1001), "c.yaml: expected YAML, found a syntax error (Document nesting depth (1001) exceeds the maximum allowed "
            + "(1000, from `StreamReadConstraints.getMaxNestingDepth()`))"),
        arguments("latency: 1s\n---\nlatency: 2s", "c.yaml: expected one YAML document, found a second one after '---'"),
        arguments("- latency: 1s", "c.yaml: expected keys with values, found a list"),
        arguments("latency=1s", "c.yaml: expected keys with values, found 'latency=1s'"),
        arguments("latency: !millis 200", """
            latency: expected a value without a tag, found the tag '!millis'
            latency: expected a duration of 10ms..1m, as in 200ms, found '200'; write the unit: ms, s, m, h, d"""),
        arguments("input: {late: *late}", """
            input.late: expected an alias of an anchor further up, found '*late'
            input.late: expected %s, found nothing""".formatted(TOPIC_NAME)));
  }

  @Test
  void aSyntaxErrorDoesNotQuoteTheLineThatMayHoldASecret() {
    assertThat(Loading.problems("kafka:\n  ssl.key.password: hunter2: x")).contains("line 2, column 28").doesNotContain("hunter2");
  }

  @Test
  void whatComesFromTheFileIsEscapedAndCut() {
    assertThat(Loading.problems("\"lat\\n\\e[31mency\": 1s\nlatency: \"\\e[31m\\u2028" + "x".repeat(200) + "\"")).isEqualTo("""
        lat\\u000a\\u001b[31mency: expected one of application-id, kafka, guarantee, latency, input, state, http, aggregations, sinks, ingest, sources, found an unknown key; \
        did you mean latency?
        latency: expected a duration of 10ms..1m, as in 200ms, found '\\u001b[31m\\u2028%s…'; write a whole number and its unit: ms, s, m, h, d"""
        .formatted("x".repeat(94)));
  }

  @Test
  void aKeyThatOccursTwiceIsAProblem() {
    assertThat(Loading.problems("input:\n  late: a\n  partitions: 2\n  late: b\nlatency: 1s\ninput: {}")).isEqualTo("""
        input.late: expected the key once, found it again in line 4
        input: expected the key once, found it again in line 6""");
  }

  @Test
  void theFileIsMissing() {
    Path file = folder.resolve("c.yaml");
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": expected a readable file, found no file '" + file + "'");
  }

  @Test
  void theFileIsAFolder() {
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(folder), Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(folder + ": expected a readable file, found a folder");
  }

  @Test
  void theFileIsNotText() throws Exception {
    Path file = Files.write(folder.resolve("c.yaml"), new byte[] {'a', ':', ' ', (byte) 0xff});
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": expected a readable file, found bytes that are not UTF-8");
  }

  @Test
  void theFileIsTooLarge() throws Exception {
    Path file = Files.write(folder.resolve("c.yaml"), new byte[(1 << 20) + 1]);
    assertThatThrownBy(() -> ConfigLoader.load(Optional.of(file), Map.of(), List.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessage(file + ": expected a readable file, found a file of more than 1MiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing yet\n", "---\n", "{}", "null", "\uFEFF", "kafka:\ninput:\n  limits:\nstate:\nhttp:\n"})
  void aFileThatSaysNothingGivesTheDefaults(String yaml) throws ConfigException {
    assertThat(Loading.load(yaml)).isEqualTo(Loading.load("{}")).extracting(Config::applicationId).isEqualTo("windrow");
  }

  @Test
  void aHomeThatIsNotSetIsAProblemWhereItIsUsed() throws ConfigException {
    assertThat(Loading.problems("", Map.of())).isEqualTo("state.dir: expected a folder, as in /var/lib/windrow or ~/.windrow, "
        + "found '~/.windrow'; HOME is not set in the environment, so write the path without ~");
    assertThat(Loading.load("state: {dir: /var/lib/windrow}", Map.of()).state().dir()).isEqualTo(Path.of("/var/lib/windrow"));
  }
}
