package dev.windrow.config;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Writes a configuration as the file that it could have been loaded from, without secrets. */
final class EffectiveConfig {

  /** What YAML reads as this very text without quotes. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_/.]([A-Za-z0-9_/.()+,=:-]*[A-Za-z0-9_/.()+,=-])?");
  private static final Set<String> NULLS = Set.of("null", "Null", "NULL");

  private final Config config;
  private final StringBuilder out = new StringBuilder();

  EffectiveConfig(Config config) {
    this.config = config;
  }

  String yaml() {
    value("", "", "application-id", config.applicationId());
    out.append("kafka:\n");
    config.kafka().forEach((property, value) ->
        value("  ", "kafka.", property, KafkaProperties.isSecret(property) ? KafkaProperties.HIDDEN : value));
    value("", "", "guarantee", lowerCase(config.guarantee()));
    value("", "", "latency", text(config.latency()));
    input(config.input());
    state(config.state());
    http(config.http());
    out.append("aggregations:\n");
    for (int i = 0; i < config.aggregations().size(); i++) {
      aggregation("aggregations[" + i + "].", config.aggregations().get(i));
    }
    return out.toString();
  }

  private void input(Input input) {
    out.append("input:\n");
    list("  ", "input.", "topics", input.topics());
    value("  ", "input.", "partitions", Integer.toString(input.partitions()));
    value("  ", "input.", "timestamp", input.timestamp().map(FieldPath::toString).orElse("record"));
    value("  ", "input.", "max-ahead", text(input.maxAhead()));
    value("  ", "input.", "idle-after", input.idleAfter().map(EffectiveConfig::text).orElse("never"));
    value("  ", "input.", "late", input.late());
    value("  ", "input.", "dead-letters", input.deadLetters());
    out.append("  limits:\n");
    value("    ", "input.limits.", "record", Quantity.SIZE.text(input.limits().recordBytes()));
    value("    ", "input.limits.", "depth", Integer.toString(input.limits().depth()));
    value("    ", "input.limits.", "string", Quantity.SIZE.text(input.limits().stringBytes()));
  }

  private void state(State state) {
    out.append("state:\n");
    value("  ", "state.", "dir", state.dir().toString());
    value("  ", "state.", "store", lowerCase(state.store()));
    value("  ", "state.", "merge-partitions", Integer.toString(state.mergePartitions()));
    value("  ", "state.", "retain", text(state.retain()));
  }

  private void http(Http http) {
    out.append("http:\n");
    value("  ", "http.", "enabled", Boolean.toString(http.enabled()));
    value("  ", "http.", "host", http.host());
    value("  ", "http.", "port", http.ports().toString());
    value("  ", "http.", "advertised", http.advertised().orElse("auto"));
    value("  ", "http.", "open", Boolean.toString(http.open()));
    value("  ", "http.", "tokens", text(http.tokens()));
    out.append("  tls:\n");
    value("    ", "http.tls.", "certificate", text(http.tls().certificate()));
    value("    ", "http.tls.", "key", text(http.tls().key()));
    value("    ", "http.tls.", "client-authorities", text(http.tls().clientAuthorities()));
    value("    ", "http.tls.", "authorities", text(http.tls().authorities()));
    list("  ", "http.", "cors", http.cors());
    limits(http.limits());
  }

  private void limits(Http.Limits limits) {
    out.append("  limits:\n");
    value("    ", "http.limits.", "body", Quantity.SIZE.text(limits.bodyBytes()));
    value("    ", "http.limits.", "header", Quantity.SIZE.text(limits.headerBytes()));
    value("    ", "http.limits.", "url", Quantity.SIZE.text(limits.urlBytes()));
    value("    ", "http.limits.", "connections", Integer.toString(limits.connections()));
    value("    ", "http.limits.", "request", text(limits.request()));
    value("    ", "http.limits.", "idle", text(limits.idle()));
    value("    ", "http.limits.", "rate", limits.ratePerSecond() + "/s");
  }

  private void aggregation(String path, Aggregation aggregation) {
    value("  - ", path, "name", aggregation.name());
    list("    ", path, "group-by", aggregation.groupBy().stream().map(FieldPath::toString).toList());
    out.append("    window:\n");
    value("      ", path + "window.", "tumbling", Quantity.DURATION.text(aggregation.window().sizeMs()));
    value("      ", path + "window.", "grace", Quantity.DURATION.text(aggregation.window().graceMs()));
    out.append("    measures:\n");
    for (Measure measure : aggregation.measures()) {
      value("      ", path + "measures.", measure.name(), measure.expression());
    }
    value("    ", path, "output", aggregation.output());
  }

  private void list(String indent, String path, String key, List<String> items) {
    out.append(indent).append(key).append(items.isEmpty() ? ": []\n" : ":\n");
    for (int i = 0; i < items.size(); i++) {
      out.append(indent).append("  - ").append(shown(path + key + "[" + i + "]", items.get(i))).append('\n');
    }
  }

  private void value(String indent, String path, String key, String text) {
    out.append(indent).append(scalar(key)).append(": ").append(shown(path + key, text)).append('\n');
  }

  private String shown(String path, String text) {
    return scalar(config.secretPaths().contains(path) ? KafkaProperties.HIDDEN : Placeholders.escape(text));
  }

  private static String scalar(String text) {
    return PLAIN.matcher(text).matches() && !NULLS.contains(text) ? text : quoted(text);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(character -> {
      if (character == '"' || character == '\\') {
        quoted.append('\\').appendCodePoint(character);
      } else if (character >= ' ' && character < 0x7f || Character.isLetterOrDigit(character) && character <= 0xffff) {
        quoted.appendCodePoint(character);
      } else {
        quoted.append(String.format(Locale.ROOT, "\\U%08x", character));
      }
    });
    return quoted.append('"').toString();
  }

  private static String text(Optional<Path> file) {
    return file.map(Path::toString).orElse("none");
  }

  private static String text(Duration duration) {
    return Quantity.DURATION.text(duration.toMillis());
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
