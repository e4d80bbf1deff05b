package dev.windrow.cli.top;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/** Answers of an instance, as it would send them, with tiny values. */
final class Answers {

  static final URI ADDRESS = URI.create("http://127.0.0.1:8080/");
  static final Instant NOW = Instant.parse("2026-11-20T10:15:42Z");

  static final String STATUS = """
      {"application_id": "orders", "version": "1", "state": "RUNNING", "guarantee": "exactly_once", "latency_ms": 200, "now": "2026-11-20T10:15:42Z",
       "watermark": "2026-11-20T10:15:37.250Z",
       "held_back_by": [{"source": "orders-1", "clock": "2026-11-20T10:15:37.250Z", "since": "2026-11-20T10:15:41Z", "heard": true}],
       "sources": [
        {"source": "orders-0", "topic": "orders", "partition": 0, "clock": "2026-11-20T10:15:41Z", "idle": false, "lag": 3, "next": 1204, "holds_back": false,
         "since": "2026-11-20T10:15:41Z"},
        {"source": "orders-1", "topic": "orders", "partition": 1, "clock": "2026-11-20T10:15:37.250Z", "idle": false, "lag": 0, "next": 1100,
         "holds_back": true, "since": "2026-11-20T10:15:41Z"},
        {"source": "orders-2", "topic": "orders", "partition": 2, "clock": "2026-11-20T10:10:00Z", "idle": true, "lag": null, "next": 7, "holds_back": false,
         "since": "2026-11-20T10:10:10Z"}],
       "aggregations": [{"name": "by-country", "watermark": "2026-11-20T10:15:37.250Z", "closed_up_to": "2026-11-20T10:15:30Z",
        "ledger": {"read": 2311, "aggregated": 2300, "filtered": 0, "skipped": 1, "late": 8, "expired": 0, "dead_letters": 2, "balances": true}}],
       "rates": {"records_in_per_second": 98.76, "bytes_in_per_second": 12345.6, "results_out_per_second": 0.4},
       "instances": [{"instance": "127.0.0.1:8080", "self": true, "reachable": true, "reason": null, "state": "RUNNING",
        "started_at": "2026-11-20T10:11:32Z", "threads": [], "tasks": {"combine": ["orders-0", "orders-1", "orders-2"], "merge": [0, 1]},
        "memory": {"heap_used_bytes": 120000000, "heap_max_bytes": 2000000000, "resident_bytes": 412900000},
        "rates": {"records_in_per_second": 98.76, "bytes_in_per_second": 12345.6, "results_out_per_second": 0.4}}],
       "complete": true, "missing": [], "standby": [],
       "dead_letters": {"topic": "orders-dlq", "latest": [{"partition": 0, "offset": 4, "time": "2026-11-20T10:15:20Z", "source": "orders-1",
        "source_offset": 44, "reason": "bad-timestamp", "detail": "meta.time: expected a time, found soon", "excerpt": "{}"}]}}
      """;

  static final String AGGREGATIONS = """
      {"aggregations": [{"name": "by-country", "group_by": ["customer.country", "paid"],
       "measures": [{"name": "orders", "function": "count()"}, {"name": "revenue", "function": "sum(total)"}],
       "window": {"type": "tumbling", "size_ms": 5000, "grace_ms": 2000}, "output": "orders-per-minute", "retain_ms": 600000}]}
      """;

  static final String OPEN = """
      {"aggregation": "by-country", "windows": [
       {"aggregation": "by-country", "window_start": "2026-11-20T10:15:40Z", "window_end": "2026-11-20T10:15:45Z", "customer.country": "PT", "paid": true,
        "orders": 3, "revenue": 24.95, "status": "open", "revision": 0}], "complete": true, "missing": [], "standby": []}
      """;

  static final String CLOSED = """
      {"aggregation": "by-country", "windows": [
       {"aggregation": "by-country", "window_start": "2026-11-20T10:15:30Z", "window_end": "2026-11-20T10:15:35Z", "customer.country": "NO", "paid": null,
        "orders": 1200, "revenue": null, "status": "final", "revision": 1},
       {"aggregation": "by-country", "window_start": "2026-11-20T10:15:30Z", "window_end": "2026-11-20T10:15:35Z", "customer.country": "", "paid": false,
        "orders": 1, "revenue": 120, "status": "revised", "revision": 2}], "complete": true, "missing": [], "standby": []}
      """;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Answers() {}

  static ObjectNode json(String text) {
    try {
      return (ObjectNode) MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static StatusReport status() {
    return status(node -> { });
  }

  static StatusReport status(Consumer<ObjectNode> change) {
    ObjectNode node = json(STATUS);
    change.accept(node);
    return read(StatusReport.class, node.toString());
  }

  /** A status with so many more sources like the first, the numbers of which go on. */
  static StatusReport withPartitions(int count) {
    return status(node -> {
      ArrayNode sources = (ArrayNode) node.path("sources");
      for (int i = sources.size(); i < count; i++) {
        sources.add(((ObjectNode) sources.get(0)).deepCopy().put("source", "orders-" + i).put("lag", 0));
      }
    });
  }

  static WindowReport windows() {
    return windows(OPEN, CLOSED);
  }

  static WindowReport windows(String... answers) {
    Definition definition = read(Definition.class, json(AGGREGATIONS).path("aggregations").get(0).toString());
    List<WindowRow> rows = new ArrayList<>();
    for (String answer : answers) {
      json(answer).path("windows").forEach(row -> rows.add(WindowRow.of(definition, row)));
    }
    return new WindowReport(definition, rows, false, "");
  }

  static Snapshot snapshot() {
    return snapshot(status());
  }

  static Snapshot snapshot(StatusReport status) {
    return new Snapshot(ADDRESS, status, List.of(windows()));
  }

  static View view(StatusReport status) {
    return view(snapshot(status));
  }

  static View view(Snapshot snapshot) {
    return new View(Optional.of(snapshot), NOW, OptionalDouble.of(101.5), Optional.empty());
  }

  private static <T> T read(Class<T> type, String json) {
    try {
      return Json.as(type, Json.tree(json.getBytes(StandardCharsets.UTF_8)));
    } catch (Refusal e) {
      throw new IllegalArgumentException(e);
    }
  }
}
