package dev.windrow.config;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a configuration as the file that it could have been loaded from, without secrets. */
final class EffectiveConfig {

  private final Config config;
  private final YamlText out;

  EffectiveConfig(Config config) {
    this.config = config;
    this.out = new YamlText(config.secretPaths());
  }

  String yaml() {
    out.value("", "", "application-id", config.applicationId());
    out.line("kafka:");
    config.kafka().forEach((property, value) ->
        out.value("  ", "kafka.", property, KafkaProperties.isSecret(property) ? KafkaProperties.HIDDEN : value));
    out.value("", "", "guarantee", lowerCase(config.guarantee()));
    out.value("", "", "latency", text(config.latency()));
    input(config.input());
    state(config.state());
    http(config.http());
    out.line("aggregations:");
    for (int i = 0; i < config.aggregations().size(); i++) {
      aggregation("aggregations[" + i + "].", config.aggregations().get(i));
    }
    out.line(config.sinks().isEmpty() ? "sinks: []" : "sinks:");
    for (int i = 0; i < config.sinks().size(); i++) {
      sink("sinks[" + i + "].", config.sinks().get(i));
    }
    new EffectiveSources(config.ingest(), out).write();
    return out.toString();
  }

  private void input(Input input) {
    out.line("input:");
    out.list("  ", "input.", "topics", input.topics());
    out.value("  ", "input.", "partitions", Integer.toString(input.partitions()));
    out.value("  ", "input.", "timestamp", input.timestamp().map(FieldPath::toString).orElse("record"));
    out.value("  ", "input.", "max-ahead", text(input.maxAhead()));
    out.value("  ", "input.", "idle-after", input.idleAfter().map(EffectiveConfig::text).orElse("never"));
    out.value("  ", "input.", "late", input.late());
    out.value("  ", "input.", "dead-letters", input.deadLetters());
    out.line("  limits:");
    out.value("    ", "input.limits.", "record", Quantity.SIZE.text(input.limits().recordBytes()));
    out.value("    ", "input.limits.", "depth", Integer.toString(input.limits().depth()));
    out.value("    ", "input.limits.", "string", Quantity.SIZE.text(input.limits().stringBytes()));
  }

  private void state(State state) {
    out.line("state:");
    out.value("  ", "state.", "dir", state.dir().toString());
    out.value("  ", "state.", "store", lowerCase(state.store()));
    out.value("  ", "state.", "merge-partitions", Integer.toString(state.mergePartitions()));
    out.value("  ", "state.", "retain", text(state.retain()));
  }

  private void http(Http http) {
    out.line("http:");
    out.value("  ", "http.", "enabled", Boolean.toString(http.enabled()));
    out.value("  ", "http.", "host", http.host());
    out.value("  ", "http.", "port", http.ports().toString());
    out.value("  ", "http.", "advertised", http.advertised().orElse("auto"));
    out.value("  ", "http.", "open", Boolean.toString(http.open()));
    out.value("  ", "http.", "tokens", text(http.tokens()));
    out.line("  tls:");
    out.value("    ", "http.tls.", "certificate", text(http.tls().certificate()));
    out.value("    ", "http.tls.", "key", text(http.tls().key()));
    out.value("    ", "http.tls.", "client-authorities", text(http.tls().clientAuthorities()));
    out.value("    ", "http.tls.", "authorities", text(http.tls().authorities()));
    out.list("  ", "http.", "cors", http.cors());
    limits(http.limits());
  }

  private void limits(Http.Limits limits) {
    out.line("  limits:");
    out.value("    ", "http.limits.", "body", Quantity.SIZE.text(limits.bodyBytes()));
    out.value("    ", "http.limits.", "header", Quantity.SIZE.text(limits.headerBytes()));
    out.value("    ", "http.limits.", "url", Quantity.SIZE.text(limits.urlBytes()));
    out.value("    ", "http.limits.", "connections", Integer.toString(limits.connections()));
    out.value("    ", "http.limits.", "request", text(limits.request()));
    out.value("    ", "http.limits.", "idle", text(limits.idle()));
    out.value("    ", "http.limits.", "rate", limits.ratePerSecond() + "/s");
  }

  private void aggregation(String path, Aggregation aggregation) {
    out.value("  - ", path, "name", aggregation.name());
    out.list("    ", path, "group-by", aggregation.groupBy().stream().map(FieldPath::toString).toList());
    out.line("    window:");
    out.value("      ", path + "window.", "tumbling", Quantity.DURATION.text(aggregation.window().sizeMs()));
    out.value("      ", path + "window.", "grace", Quantity.DURATION.text(aggregation.window().graceMs()));
    out.line("    measures:");
    for (Measure measure : aggregation.measures()) {
      out.value("      ", path + "measures.", measure.name(), measure.expression());
    }
    out.value("    ", path, "output", aggregation.output());
  }

  private void sink(String path, Sink sink) {
    out.value("  - ", path, "name", sink.name());
    out.line("    postgresql:");
    out.value("      ", path + "postgresql.", "url", sink.postgresql().url());
    out.value("      ", path + "postgresql.", "user", sink.postgresql().user().orElse("none"));
    out.value("      ", path + "postgresql.", "password", sink.postgresql().password().orElse("none"));
    out.value("      ", path + "postgresql.", "connections", Integer.toString(sink.postgresql().connections()));
    out.value("    ", path, "schema", sink.schema());
    out.list("    ", path, "aggregations", sink.aggregations());
    out.list("    ", path, "events", sink.events());
    out.line("    batch:");
    out.value("      ", path + "batch.", "rows", Integer.toString(sink.batchRows()));
    out.value("      ", path + "batch.", "every", text(sink.batchEvery()));
    out.value("    ", path, "dead-letters", sink.deadLetters());
  }

  static String text(Optional<Path> file) {
    return file.map(Path::toString).orElse("none");
  }

  static String text(Duration duration) {
    return Quantity.DURATION.text(duration.toMillis());
  }

  static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
