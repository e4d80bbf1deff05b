package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.aggregate.Function;
import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import dev.windrow.window.Tumbling;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveConfigTest {

  private static final long LONGEST_MS = Duration.ofDays(36_500).toMillis();

  @Test
  void isWrittenAsTheGoldenFileSays() throws Exception {
    Config config = Loading.load("""
        kafka:
          ssl.keystore.password: hunter2
          ssl.keystore.location: /etc/windrow/keys.p12
          client.id: "a: b #c"
        input:
          topics: [clicks, orders]
          timestamp: record
          idle-after: never
          max-ahead: 90s
        aggregations:
          - group-by: [user.id]
            window: {tumbling: 90000ms}
            measures: {n: "COUNT( )", "sum of \\"x\\"": sum(x)}
          - group-by: []
            measures: {"null": count()}
            output: ${TOPIC:totals}
        """);
    assertThat(ConfigLoader.effective(config)).isEqualTo(golden());
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "", "null", "~", " a", "a ", "a: b", "a #b", "#a", "a:", "- a", "-", "?", "*a", "&a", "!a", "%a", "@a", "`a", "'a'", "\"a\"", "[a]",
      "{a}", "a\nb", "a\r\n\tb", "\\", "${A}", "$${A}", "$$${A}", "$", "\u0000", "\u007f", "\u0085", "\u2028", "\ufeff", "ä€", "😀",
      "true", "0x1f", "1_0", "=", "<<", "---", "..."
  })
  void anyTextLoadsBackToItself(String text) throws ConfigException {
    Config config = with("kafka.of." + text, text);
    assertThat(Loading.load(ConfigLoader.effective(config)).kafka()).isEqualTo(config.kafka());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void anyConfigurationLoadsBackToItself(long seed) throws ConfigException {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      Config config = random(random);
      assertThat(Loading.load(ConfigLoader.effective(config))).as("seed %d, configuration %d", seed, i).isEqualTo(config);
    }
  }

  private static Config with(String property, String value) {
    Config defaults = Config.defaults();
    return new Config(
        defaults.applicationId(),
        Map.of("bootstrap.servers", "a:1", property, value),
        defaults.guarantee(),
        defaults.latency(),
        defaults.input(),
        defaults.state(),
        defaults.http(),
        defaults.aggregations(),
        List.of(),
        Ingest.NONE,
        Set.of());
  }

  private static Config random(Random random) {
    Map<String, String> kafka = new LinkedHashMap<>(Map.of("bootstrap.servers", "localhost:9092"));
    for (int i = random.nextInt(4); i > 0; i--) {
      kafka.put("x." + text(random), text(random));
    }
    List<Aggregation> aggregations = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      aggregations.add(aggregation(random, i));
    }
    return new Config(
        "id-" + random.nextInt(),
        kafka,
        pick(random, Guarantee.values()),
        Duration.ofMillis(10 + random.nextInt(59_991)),
        input(random),
        state(random),
        http(random),
        aggregations,
        List.of(),
        Ingest.NONE,
        Set.of());
  }

  private static Http http(Random random) {
    int first = 1 + random.nextInt(60_000);
    return new Http(
        random.nextBoolean(),
        "host-" + random.nextInt(),
        pick(random, new Http.Ports[] {Http.Ports.of(0), Http.Ports.of(first), new Http.Ports(first, first + random.nextInt(5_000))}),
        random.nextBoolean() ? Optional.empty() : Optional.of("[::1]:" + random.nextInt(65_536)),
        true,
        file(random),
        random.nextBoolean() ? Http.Tls.NONE : new Http.Tls(Optional.of(Path.of("c")), Optional.of(Path.of("k")), file(random), file(random)),
        List.of("https://a.b", "http://[::1]:3000").subList(0, random.nextInt(3)),
        new Http.Limits(1024 + random.nextInt(1 << 29), 1024 + random.nextInt(1 << 19), 1024 + random.nextInt(1 << 19), 1 + random.nextInt(100_000),
            Duration.ofMillis(100 + random.nextInt(10_000)), Duration.ofSeconds(20 + random.nextInt(3_580)), 1 + random.nextInt(1_000_000)));
  }

  private static Optional<Path> file(Random random) {
    return random.nextBoolean() ? Optional.empty() : Optional.of(Path.of("/" + text(random).replace("\0", "")));
  }

  private static State state(Random random) {
    Path dir = Path.of("/" + text(random).replace("\0", ""));
    return new State(dir, pick(random, Store.values()), 1 + random.nextInt(1000), Duration.ofMillis(ms(random)));
  }

  private static Input input(Random random) {
    return new Input(
        List.of("in-1", "in-2").subList(0, 1 + random.nextInt(2)),
        1 + random.nextInt(10_000),
        random.nextBoolean() ? Optional.empty() : Optional.of(field(random)),
        Duration.ofMillis(ms(random)),
        random.nextBoolean() ? Optional.empty() : Optional.of(Duration.ofMillis(1 + ms(random) / 2)),
        "late-" + random.nextInt(9),
        "dead-" + random.nextInt(9),
        new Limits(1 + random.nextInt(1 << 30), 1 + random.nextInt(1000), 1 + random.nextInt(1 << 30)));
  }

  private static Aggregation aggregation(Random random, int number) {
    List<FieldPath> fields = List.of(FieldPath.parse("g." + field(random)), FieldPath.parse("h." + field(random)));
    List<Measure> measures = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      Function function = pick(random, Function.values());
      Optional<String> measured = function == Function.COUNT ? Optional.empty() : Optional.of("v" + random.nextInt(5) + ".ü");
      measures.add(new Measure(i + text(random).replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", ""), function, measured));
    }
    Tumbling window = new Tumbling(1 + ms(random) / 2, ms(random));
    return new Aggregation("name-" + number, fields.subList(0, random.nextInt(3)), window, measures, "out-" + random.nextInt(3));
  }

  private static FieldPath field(Random random) {
    return FieldPath.parse("f" + text(random).replace(".", ""));
  }

  private static long ms(Random random) {
    long unit = pick(random, new Long[] {1L, 1_000L, 60_000L, 3_600_000L, 86_400_000L});
    return unit * random.nextInt((int) Math.min(LONGEST_MS / unit, Integer.MAX_VALUE));
  }

  private static String text(Random random) {
    return random.ints(random.nextInt(8), 0, 0x3000)
        .map(character -> random.nextInt(3) > 0 ? character % 0x80 : character)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private static <T> T pick(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }

  private static String golden() throws Exception {
    try (InputStream in = EffectiveConfigTest.class.getResourceAsStream("effective.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
