package dev.windrow.config;

import dev.windrow.config.Node.Mapping;
import dev.windrow.config.Node.Scalar;
import dev.windrow.config.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Every key there is, with its default, in the form of a configuration file. Built without the YAML parser: a start without
 * a file does not load it.
 */
final class Defaults {

  static final String BOOTSTRAP_SERVERS = "localhost:9092";
  static final String TOPIC = "user-events";

  /** What an aggregation has where it says nothing else; its name follows its group-by. */
  static final Mapping AGGREGATION = map(
      "name", "by-event-type",
      "group-by", List.of(new Scalar("event_type")),
      "window", map("tumbling", "5s", "grace", "2s"),
      "measures", map(
          "count", "count()",
          "sum_value", "sum(value)",
          "avg_value", "avg(value)",
          "min_value", "min(value)",
          "max_value", "max(value)"),
      "output", "event-aggregates");

  /** The whole: one aggregation that says nothing else. The late and the dead-letter topic follow the first input topic. */
  static final Mapping ALL = map(
      "application-id", "windrow",
      "kafka", map(KafkaProperties.BOOTSTRAP_SERVERS, BOOTSTRAP_SERVERS),
      "guarantee", "exactly_once",
      "latency", "200ms",
      "input", map(
          "topics", List.of(new Scalar(TOPIC)),
          "partitions", "4",
          "timestamp", "timestamp",
          "max-ahead", "10m",
          "idle-after", "10s",
          "late", "user-events-late",
          "dead-letters", "user-events-dlq",
          "limits", map("record", "1MiB", "depth", "64", "string", "64KiB")),
      "state", map("dir", "~/.windrow", "store", "memory", "merge-partitions", "4", "retain", "10m"),
      "http", map(
          "enabled", "true",
          "host", "127.0.0.1",
          "port", "8080..8090",
          "advertised", "auto",
          "open", "false",
          "tokens", "none",
          "tls", map("certificate", "none", "key", "none", "client-authorities", "none", "authorities", "none"),
          "cors", List.of(),
          "limits", map("body", "1MiB", "header", "16KiB", "url", "8KiB", "connections", "1000", "request", "10s", "idle", "1m", "rate", "100/s")),
      "aggregations", List.of(Mapping.EMPTY),
      "sinks", List.of(),
      "ingest", map("in-flight", "100"),
      "sources", List.of());

  /** The user chooses the keys below these. */
  private static final Set<String> FREE = Set.of("kafka", "measures", "headers", "fields");

  private Defaults() {}

  /** Paths of all keys, those of maps and lists too, as in {@code aggregations[].window.tumbling}. */
  static List<String> paths() {
    List<String> paths = new ArrayList<>();
    collect(ALL, "", paths);
    return paths;
  }

  private static void collect(Mapping mapping, String prefix, List<String> paths) {
    mapping.entries().forEach((key, node) -> {
      paths.add(prefix + key);
      if (node instanceof Mapping section && !isFree(key)) {
        collect(section, prefix + key + ".", paths);
      } else if (prefix.isEmpty() && key.equals("aggregations")) {
        collect(AGGREGATION, prefix + key + "[].", paths);
      } else if (key.equals("sinks")) {
        collect(SinkReader.SINK, prefix + key + "[].", paths);
      } else if (key.equals("sources")) {
        collect(SourceDefaults.SOURCE, prefix + key + "[].", paths);
      }
    });
  }

  /** What an item of the list has at the beginning of {@code path} that says nothing else. */
  static Mapping item(String path) {
    return path.startsWith("sources[") ? SourceDefaults.SOURCE : path.startsWith("sinks[") ? SinkReader.SINK : AGGREGATION;
  }

  /** Whether the user chooses the keys below {@code key}. */
  static boolean isFree(String key) {
    return FREE.contains(key);
  }

  static Mapping map(Object... keysAndValues) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      entries.put((String) keysAndValues[i], node(keysAndValues[i + 1]));
    }
    return new Mapping(entries);
  }

  private static Node node(Object value) {
    if (value instanceof List<?> items) {
      return new Sequence(items.stream().map(Node.class::cast).toList());
    }
    return value instanceof Node node ? node : new Scalar((String) value);
  }
}
