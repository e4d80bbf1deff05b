package dev.windrow.it;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.window.WindowResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Truth files that no single simulation writes. */
public final class Truths {

  private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final List<String> COUNTS = List.of("read", "aggregated", "filtered", "skipped", "late", "expired", "dead_letters");

  private Truths() {}

  /** Events of value 1 and type view in one window, which no simulation wrote: how many in which partition. */
  public record Extra(Instant window, Map<Integer, Integer> byPartition) {

    int count() {
      return byPartition.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /** What to expect of both runs, which have no window in common, and of events besides, in windows of their own. */
  public static Path ofBothAnd(Path first, Path second, List<Extra> extras) throws IOException {
    return of(List.of(first, second), extras);
  }

  private static Path of(List<Path> truths, List<Extra> extras) throws IOException {
    List<String> results = new ArrayList<>();
    TreeMap<Integer, ObjectNode> ledgers = new TreeMap<>();
    String header = "";
    for (Path truth : truths) {
      for (String line : Files.readAllLines(truth)) {
        JsonNode node = JSON.readTree(line);
        if (!node.has("kind")) {
          results.add(line);
        } else if (node.path("kind").asText().equals("header")) {
          header = line;
        } else {
          ledgers.merge(node.path("partition").asInt(), (ObjectNode) node, Truths::plus);
        }
      }
    }
    for (Extra extra : extras) {
      results.add(result(extra));
      extra.byPartition().forEach((partition, events) -> plus(ledgers.get(partition), events));
    }
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(results);
    ledgers.values().forEach(ledger -> lines.add(ledger.toString()));
    return Files.write(truths.get(0).resolveSibling("both.ndjson"), lines);
  }

  /** The same with so many dead letters more, by partition. */
  public static Path withDeadLetters(Path truth, Map<Integer, Integer> more) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line : Files.readAllLines(truth)) {
      JsonNode node = JSON.readTree(line);
      if (node.path("kind").asText().equals("ledger")) {
        int letters = more.getOrDefault(node.path("partition").asInt(), 0);
        List.of("read", "dead_letters").forEach(count -> ((ObjectNode) node).put(count, node.path(count).asLong() + letters));
        lines.add(node.toString());
      } else {
        lines.add(line);
      }
    }
    return Files.write(truth.resolveSibling("with-dead-letters.ndjson"), lines);
  }

  /** What to expect of a run and of events besides, in windows of their own. */
  public static Path ofAnd(Path truth, List<Extra> extras) throws IOException {
    return of(List.of(truth), extras);
  }

  private static String result(Extra extra) {
    return "{\"aggregation\":\"by-event-type\",\"window_start\":\"" + WindowResult.time(extra.window().toEpochMilli())
        + "\",\"window_end\":\"" + WindowResult.time(extra.window().plus(Scenario.RULES.window()).toEpochMilli())
        + "\",\"event_type\":\"view\",\"count\":" + extra.count() + ",\"sum_value\":" + extra.count()
        + ",\"avg_value\":1,\"min_value\":1,\"max_value\":1}";
  }

  private static void plus(ObjectNode ledger, int events) {
    for (String count : List.of("read", "aggregated")) {
      ledger.put(count, ledger.path(count).asLong() + events);
    }
  }

  private static ObjectNode plus(ObjectNode one, ObjectNode other) {
    ObjectNode sum = one.deepCopy();
    COUNTS.forEach(count -> sum.put(count, one.path(count).asLong() + other.path(count).asLong()));
    return sum;
  }
}
