package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import dev.windrow.window.Tumbling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Restates every default. */
class DefaultsTest {

  private static final Config DEFAULTS = new Config(
      "windrow",
      Map.of("bootstrap.servers", "localhost:9092"),
      Guarantee.EXACTLY_ONCE,
      Duration.ofMillis(200),
      new Input(
          List.of("user-events"),
          4,
          Optional.of(FieldPath.parse("timestamp")),
          Duration.ofMinutes(10),
          Optional.of(Duration.ofSeconds(10)),
          "user-events-late",
          "user-events-dlq",
          new Limits(1_048_576, 64, 65_536)),
      new State(Path.of("/home/ann/.windrow"), Store.MEMORY, 4, Duration.ofMinutes(10)),
      new Http(
          true,
          "127.0.0.1",
          new Http.Ports(8080, 8090),
          Optional.empty(),
          false,
          Optional.empty(),
          new Http.Tls(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
          List.of(),
          new Http.Limits(1_048_576, 16_384, 8_192, 1_000, Duration.ofSeconds(10), Duration.ofMinutes(1), 100)),
      List.of(new Aggregation(
          "by-event-type",
          List.of(FieldPath.parse("event_type")),
          new Tumbling(5_000, 2_000),
          List.of(
              Measure.parse("count", "count()"),
              Measure.parse("sum_value", "sum(value)"),
              Measure.parse("avg_value", "avg(value)"),
              Measure.parse("min_value", "min(value)"),
              Measure.parse("max_value", "max(value)")),
          "event-aggregates")),
      List.of(),
      Ingest.NONE,
      Set.of());

  @Test
  void noFileAtAllGivesTheMainJob() throws ConfigException {
    assertThat(ConfigLoader.load(Optional.empty(), Map.of("HOME", "/home/ann"), List.of())).isEqualTo(DEFAULTS);
  }

  @Test
  void defaultsAreInTheHomeFolderOfThisUser() {
    Path home = Path.of(System.getProperty("user.home"));
    assertThat(Config.defaults().state().dir()).isEqualTo(home.resolve(".windrow"));
  }
}
