package dev.windrow.config;

import static dev.windrow.config.Defaults.map;

import dev.windrow.config.Node.Mapping;
import java.util.ArrayList;
import java.util.List;

/** Every key of a source, with its default. What must be given has an empty one. */
final class SourceDefaults {

  static final List<String> KINDS = List.of(HttpExtract.KIND, FilesExtract.KIND, SqlExtract.KIND, TopicExtract.KIND);

  private static final Object[] REQUESTS = {
      "headers", Mapping.EMPTY,
      "bearer", "none",
      "basic", "none",
      "rate", "unlimited",
      "concurrency", "5",
      "timeout", "5s",
      "attempts", "5",
      "response", "16MiB",
      "redirects", "5",
      "allow-private", "false"};

  /** The topic and the dead letters follow the input. */
  static final Mapping SOURCE = map(
      "name", name(""),
      "topic", Defaults.TOPIC,
      "key", "none",
      "every", "once",
      "dead-letters", Defaults.TOPIC + "-dlq",
      HttpExtract.KIND, map(with(
          "url", "none",
          "urls", List.of(),
          "records", "",
          "id", "none",
          "format", "auto",
          "pages", map("by", "none", "parameter", "page", "from", "1", "size", "0", "size-parameter", "limit", "cursor", "/next", "most", "100000"),
          "run-timeout", "never")),
      FilesExtract.KIND, map(
          "paths", List.of(),
          "format", "auto",
          "compression", "auto",
          "delimiter", ",",
          "watch", "false",
          "concurrency", "4",
          "requests", map(REQUESTS)),
      SqlExtract.KIND, map(
          "url", "",
          "user", "none",
          "password", "none",
          "table", "none",
          "query", "none",
          "split-by", "none",
          "ranges", "4",
          "growing", "none",
          "fetch", "1000",
          "connections", "4",
          "attempts", "5",
          "driver", "none"),
      TopicExtract.KIND, map("name", ""),
      "transform", List.of(),
      "enrich", map(with(
          "url", "",
          "fields", Mapping.EMPTY,
          "cache", map("entries", "100000", "keep", "10m", "keep-missing", "1m"),
          "on-failure", "pass")));

  private SourceDefaults() {}

  /** For a source that says nothing of it. */
  static String name(String number) {
    return "source" + (number.isEmpty() ? "" : "-" + number);
  }

  /** And those of requests. */
  private static Object[] with(Object... keysAndValues) {
    List<Object> all = new ArrayList<>(List.of(keysAndValues));
    all.addAll(List.of(REQUESTS));
    return all.toArray();
  }
}
