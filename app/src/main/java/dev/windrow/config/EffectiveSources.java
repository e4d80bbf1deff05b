package dev.windrow.config;

import static dev.windrow.config.EffectiveConfig.lowerCase;
import static dev.windrow.config.EffectiveConfig.text;

import dev.windrow.config.Enrichment.Cache;
import dev.windrow.config.HttpExtract.Pages;
import dev.windrow.event.FieldPath;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Writes what is brought into Kafka as the part of the file that it could have been loaded from. */
final class EffectiveSources {

  private static final String ITEM = "    ";
  private static final String KIND = "      ";
  private static final String PART = "        ";

  private final Ingest ingest;
  private final YamlText out;

  EffectiveSources(Ingest ingest, YamlText out) {
    this.ingest = ingest;
    this.out = out;
  }

  void write() {
    out.line("ingest:");
    out.value("  ", "ingest.", "in-flight", Integer.toString(ingest.inFlight()));
    out.line(ingest.sources().isEmpty() ? "sources: []" : "sources:");
    for (int i = 0; i < ingest.sources().size(); i++) {
      source("sources[" + i + "].", ingest.sources().get(i));
    }
  }

  private void source(String path, Source source) {
    out.value("  - ", path, "name", source.name());
    out.value(ITEM, path, "topic", source.topic());
    out.value(ITEM, path, "key", orNone(source.key()));
    out.value(ITEM, path, "every", source.every().map(EffectiveConfig::text).orElse("once"));
    out.value(ITEM, path, "dead-letters", source.deadLetters());
    out.line(ITEM + source.extract().kind() + ":");
    extract(path + source.extract().kind() + ".", source.extract());
    new EffectiveSteps(out, ITEM, path + "transform").write(source.transform());
    source.enrich().ifPresent(enrichment -> enrichment(path + "enrich.", enrichment));
  }

  private void extract(String path, Extract extract) {
    if (extract instanceof HttpExtract http) {
      http(path, http);
    } else if (extract instanceof FilesExtract files) {
      files(path, files);
    } else if (extract instanceof SqlExtract sql) {
      sql(path, sql);
    } else if (extract instanceof TopicExtract from) {
      out.value(KIND, path, "name", from.topic());
    }
  }

  private void http(String path, HttpExtract http) {
    out.list(KIND, path, "urls", http.urls().stream().map(URI::toString).toList());
    out.value(KIND, path, "records", http.records().toString());
    out.value(KIND, path, "id", orNone(http.id()));
    out.value(KIND, path, "format", lowerCase(http.format()));
    out.line(KIND + "pages:");
    pages(path + "pages.", http.pages());
    out.value(KIND, path, "run-timeout", http.runTimeout().map(EffectiveConfig::text).orElse("never"));
    requests(KIND, path, http.requests());
  }

  private void pages(String path, Pages pages) {
    out.value(PART, path, "by", lowerCase(pages.by()));
    out.value(PART, path, "parameter", pages.parameter());
    number(PART, path, "from", pages.from());
    number(PART, path, "size", pages.size());
    out.value(PART, path, "size-parameter", pages.sizeParameter());
    out.value(PART, path, "cursor", pages.cursor().toString());
    number(PART, path, "most", pages.most());
  }

  private void files(String path, FilesExtract files) {
    out.list(KIND, path, "paths", files.paths());
    out.value(KIND, path, "format", lowerCase(files.format()));
    out.value(KIND, path, "compression", lowerCase(files.compression()));
    out.value(KIND, path, "delimiter", Character.toString(files.delimiter()));
    out.value(KIND, path, "watch", Boolean.toString(files.watch()));
    number(KIND, path, "concurrency", files.concurrency());
    out.line(KIND + "requests:");
    requests(PART, path + "requests.", files.requests());
  }

  private void sql(String path, SqlExtract sql) {
    out.value(KIND, path, "url", sql.url());
    out.value(KIND, path, "user", orNone(sql.user()));
    out.value(KIND, path, "password", orNone(sql.password()));
    out.value(KIND, path, "table", orNone(sql.table()));
    out.value(KIND, path, "query", orNone(sql.query()));
    out.value(KIND, path, "split-by", orNone(sql.splitBy()));
    number(KIND, path, "ranges", sql.ranges());
    out.value(KIND, path, "growing", orNone(sql.growing()));
    number(KIND, path, "fetch", sql.fetchRows());
    number(KIND, path, "connections", sql.connections());
    number(KIND, path, "attempts", sql.attempts());
    out.value(KIND, path, "driver", text(sql.driver()));
  }

  private void enrichment(String path, Enrichment enrichment) {
    out.line(ITEM + "enrich:");
    out.value(KIND, path, "url", enrichment.url().toString());
    out.line(KIND + "fields:");
    enrichment.fields().forEach((field, pointer) -> out.value(PART, path + "fields.", field.toString(), pointer.toString()));
    Cache cache = enrichment.cache();
    out.line(KIND + "cache:");
    number(PART, path + "cache.", "entries", cache.entries());
    duration(PART, path + "cache.", "keep", cache.keep());
    duration(PART, path + "cache.", "keep-missing", cache.keepMissing());
    out.value(KIND, path, "on-failure", lowerCase(enrichment.onFailure()));
    requests(KIND, path, enrichment.requests());
  }

  private void requests(String indent, String path, Requests requests) {
    out.line(indent + (requests.headers().isEmpty() ? "headers: {}" : "headers:"));
    requests.headers().forEach((name, value) -> out.value(indent + "  ", path + "headers.", name, value));
    out.value(indent, path, "bearer", orNone(requests.bearer()));
    out.value(indent, path, "basic", orNone(requests.basic()));
    out.value(indent, path, "rate", requests.ratePerSecond().map(rate -> rate + "/s").orElse("unlimited"));
    number(indent, path, "concurrency", requests.concurrency());
    duration(indent, path, "timeout", requests.timeout());
    number(indent, path, "attempts", requests.attempts());
    out.value(indent, path, "response", Quantity.SIZE.text(requests.responseBytes()));
    number(indent, path, "redirects", requests.redirects());
    out.value(indent, path, "allow-private", Boolean.toString(requests.allowPrivate()));
  }

  private void number(String indent, String path, String key, int number) {
    out.value(indent, path, key, Integer.toString(number));
  }

  private void duration(String indent, String path, String key, Duration duration) {
    out.value(indent, path, key, text(duration));
  }

  private static String orNone(Optional<?> value) {
    return value.map(Object::toString).orElse("none");
  }
}
