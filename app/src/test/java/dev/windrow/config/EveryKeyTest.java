package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import dev.windrow.window.Tumbling;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Sets every key to something else than its default. */
class EveryKeyTest {

  private static final Config EVERY_KEY = new Config(
      "clicks-per-page",
      Map.of(
          "bootstrap.servers", "kafka-1:9093,kafka-2:9093",
          "security.protocol", "SASL_SSL",
          "num.stream.threads", "2",
          "enable.metrics.push", "false"),
      Guarantee.AT_LEAST_ONCE,
      Duration.ofSeconds(1),
      new Input(
          List.of("clicks", "app.clicks"),
          12,
          Optional.of(FieldPath.parse("meta.ts")),
          Duration.ofHours(1),
          Optional.empty(),
          "too-late",
          "unreadable",
          new Limits(524_288, 10, 100)),
      new State(Path.of("/home/ann/state"), Store.ROCKSDB, 8, Duration.ofDays(1)),
      new Http(
          false,
          "0.0.0.0",
          Http.Ports.of(0),
          Optional.of("clicks-1.example.org:8443"),
          true,
          Optional.of(Path.of("/run/secrets/tokens")),
          new Http.Tls(
              Optional.of(Path.of("/etc/windrow/cert.pem")),
              Optional.of(Path.of("/home/ann/key.pem")),
              Optional.of(Path.of("/etc/windrow/clients.pem")),
              Optional.of(Path.of("/etc/windrow/authorities.pem"))),
          List.of("https://grafana.example.org", "http://localhost:3000"),
          new Http.Limits(2_048, 4_096, 1_024, 50, Duration.ofMillis(500), Duration.ofSeconds(30), 7)),
      List.of(
          new Aggregation(
              "pages",
              List.of(FieldPath.parse("page.path"), FieldPath.parse("user.country")),
              new Tumbling(60_000, 500),
              List.of(Measure.parse("clicks", "count()"), Measure.parse("slowest", "max(timing.load)")),
              "page-clicks"),
          new Aggregation(
              "everything",
              List.of(),
              new Tumbling(250, 0),
              List.of(Measure.parse("mean load", "avg(timing.load)"), Measure.parse("bytes", "sum(bytes)")),
              "page-clicks")),
      List.of(
          new Sink("warehouse", new Sink.Database("jdbc:postgresql://db:5433/dwh?ssl=true", Optional.of("loader"), Optional.of("pw2"), 7), "reports",
              List.of("everything"), List.of("clicks"), 500, Duration.ofMillis(250), "not-loaded"),
          new Sink("sink-2", new Sink.Database("jdbc:postgresql://db/other", Optional.empty(), Optional.empty(), 4), "public", List.of("pages", "everything"),
              List.of(), 100, Duration.ofSeconds(1), "clicks-per-page-sink-2-dlq")),
      new Ingest(7, List.of(EverySource.HTTP, EverySource.FILES, EverySource.SQL, EverySource.TOPIC)),
      EverySource.SECRETS);

  @Test
  void everyKeyIsRead() throws Exception {
    assertThat(Loading.load(everyKey())).isEqualTo(EVERY_KEY);
  }

  @Test
  void theFileOfThisTestHasEveryKey() throws Exception {
    Problems problems = new Problems();
    Node root = YamlTree.parse(everyKey(), "every-key.yaml", problems).orElseThrow();
    assertThat(Defaults.paths()).isNotEmpty().allSatisfy(path -> assertThat(isIn(root, path)).as(path).isTrue());
  }

  @Test
  void theEffectiveConfigurationLoadsBackToTheSame() throws Exception {
    Config loaded = Loading.load(ConfigLoader.effective(EVERY_KEY));
    assertThat(loaded.withIngest(Ingest.NONE).withSinks(List.of())).isEqualTo(EVERY_KEY.withIngest(Ingest.NONE).withSinks(List.of()));
    // Secrets are hidden, so those that are loaded are others; written again they are hidden again.
    assertThat(ConfigLoader.effective(loaded).lines().sorted()).containsExactlyElementsOf(ConfigLoader.effective(EVERY_KEY).lines().sorted().toList());
  }

  /** Of a list, any item may have it. */
  private static boolean isIn(Node node, String path) {
    if (path.isEmpty()) {
      return true;
    }
    String key = path.split("\\.")[0];
    String rest = path.substring(Math.min(key.length() + 1, path.length()));
    Node below = node instanceof Node.Mapping mapping ? mapping.entries().get(key.replace("[]", "")) : null;
    if (below == null) {
      return false;
    }
    return key.endsWith("[]") ? ((Node.Sequence) below).items().stream().anyMatch(item -> isIn(item, rest)) : isIn(below, rest);
  }

  private static String everyKey() throws IOException {
    try (InputStream in = EveryKeyTest.class.getResourceAsStream("every-key.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
