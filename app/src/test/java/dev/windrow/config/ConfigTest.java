package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.windrow.event.EventSchema;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConfigTest {

  private static final Config DEFAULTS = Config.defaults();

  @Test
  void theSchemaHasEachFieldInOneColumnInTheOrderOfFirstUse() throws ConfigException {
    Config config = Loading.load("""
        input:
          timestamp: meta.ts
          max-ahead: 1m
          limits: {depth: 7}
        aggregations:
          - {name: a, group-by: [country, user.id], measures: {n: count(), s: sum(v), m: max(w), t: min(v)}}
          - {name: b, group-by: [], measures: {n: count()}}
          - {name: c, group-by: [user.id, v], measures: {x: avg(x), s: sum(w), y: sum(meta.ts)}}
        """);
    assertThat(config.schema()).isEqualTo(new EventSchema(
        Optional.of(FieldPath.parse("meta.ts")),
        fields("country", "user.id", "v"),
        fields("v", "w", "x", "meta.ts"),
        List.of(List.of(0, 1), List.of(), List.of(1, 2)),
        new Limits(1 << 20, 7, 64 << 10),
        60_000));
    assertThat(config.groupColumns(config.aggregations().get(2))).containsExactly(1, 2);
    assertThat(config.numberColumns(config.aggregations().get(0))).containsExactly(0, 1);
    assertThat(config.numberColumns(config.aggregations().get(1))).isEmpty();
    assertThat(config.numberColumns(config.aggregations().get(2))).containsExactly(2, 1, 3);
  }

  @Test
  void theRecordsOwnTimestampHasNoField() throws ConfigException {
    assertThat(Loading.load("input: {timestamp: record}").schema().time()).isEmpty();
  }

  @Test
  void collectionsAreCopiedIn() {
    Map<String, String> kafka = new HashMap<>(Map.of("bootstrap.servers", "a:1"));
    Config config = config("x", kafka, Duration.ofSeconds(1), DEFAULTS.aggregations().get(0));
    kafka.clear();
    assertThat(config.kafka()).containsOnlyKeys("bootstrap.servers");
  }

  @Test
  void whatIsNoConfigurationCanNotBeOne() {
    Input input = DEFAULTS.input();
    Aggregation aggregation = DEFAULTS.aggregations().get(0);
    Map<String, String> kafka = DEFAULTS.kafka();
    assertRefused("applicationId", () -> config("", kafka, Duration.ofSeconds(1), aggregation));
    assertRefused("kafka.bootstrap.servers", () -> config("x", Map.of(), Duration.ofSeconds(1), aggregation));
    assertRefused("latency", () -> config("x", kafka, Duration.ofMillis(9), aggregation));
    assertRefused("latency", () -> config("x", kafka, Duration.ofNanos(10_000_001), aggregation));
    assertRefused("latency", () -> config("x", kafka, Duration.ofSeconds(Long.MAX_VALUE), aggregation));
    assertRefused("an aggregation", () -> config("x", kafka, Duration.ofSeconds(1)));
    assertRefused("aggregations[1].name", () -> config("x", kafka, Duration.ofSeconds(1), aggregation, aggregation));
    assertRefused("aggregations[0].output", () -> config("x", kafka, Duration.ofSeconds(1),
        new Aggregation("a", List.of(), aggregation.window(), aggregation.measures(), "user-events")));
    assertRefused("topics", () -> input(List.of(), 1, "l", input.limits()));
    assertRefused("topics", () -> input(List.of("a", "a"), 1, "l", input.limits()));
    assertRefused("late", () -> input(List.of("a"), 1, "l/l", input.limits()));
    assertRefused("partitions", () -> input(List.of("a"), 0, "l", input.limits()));
    assertRefused("limits.depth", () -> input(List.of("a"), 1, "l", new Limits(1, 1001, 1)));
    assertRefused("mergePartitions", () -> new State(Path.of("x"), Store.MEMORY, 1001, Duration.ZERO));
    assertRefused("retain", () -> new State(Path.of("x"), Store.MEMORY, 1, Duration.ofMillis(-1)));
    assertRefused("port", () -> new Http.Ports(0, 65_536));
    assertRefused("port", () -> new Http.Ports(2, 1));
    assertRefused("port", () -> new Http.Ports(0, 1));
    assertRefused("host", () -> http(" ", false));
    assertRefused("limits.idle", () -> limits(Duration.ofSeconds(1)));
    assertRefused("http.host", () -> config(http("0.0.0.0", false)));
  }

  @Test
  void anAddressOfThisMachineIsKnown() {
    assertThat(List.of("127.0.0.1", "127.8.9.1", "localhost", "LocalHost", "::1")).allMatch(host -> http(host, false).isLoopback());
    assertThat(List.of("0.0.0.0", "::", "10.0.0.1", "localhost.example.org", "127.0.0.1.example.org")).noneMatch(host -> http(host, false).isLoopback());
  }

  @Test
  void whoSaysSoIsOpenToEveryone() {
    assertThat(config(http("0.0.0.0", true)).http().open()).isTrue();
  }

  private static void assertRefused(String reason, Runnable construction) {
    assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageContaining(reason);
  }

  private static Config config(String id, Map<String, String> kafka, Duration latency, Aggregation... aggregations) {
    return new Config(
        id, kafka, DEFAULTS.guarantee(), latency, DEFAULTS.input(), DEFAULTS.state(), DEFAULTS.http(), List.of(aggregations), List.of(), Ingest.NONE, Set.of());
  }

  private static Config config(Http http) {
    return new Config("x", DEFAULTS.kafka(), DEFAULTS.guarantee(), DEFAULTS.latency(), DEFAULTS.input(), DEFAULTS.state(), http,
        DEFAULTS.aggregations(), List.of(), Ingest.NONE, Set.of());
  }

  private static Http http(String host, boolean open) {
    return new Http(
        true, host, Http.Ports.of(0), Optional.empty(), open, Optional.empty(), Http.Tls.NONE, List.of(), DEFAULTS.http().limits());
  }

  private static void limits(Duration idle) {
    new Http.Limits(1024, 1024, 1024, 1, Duration.ofSeconds(1), idle, 1);
  }

  private static void input(List<String> topics, int partitions, String late, Limits limits) {
    new Input(topics, partitions, Optional.empty(), Duration.ZERO, Optional.empty(), late, "d", limits);
  }

  private static List<FieldPath> fields(String... paths) {
    return List.of(paths).stream().map(FieldPath::parse).toList();
  }
}
