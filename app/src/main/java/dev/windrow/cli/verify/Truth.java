package dev.windrow.cli.verify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.topology.Counts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a simulation expects: a truth file.
 *
 * @param topic the input topic
 * @param aggregation name of the aggregation
 * @param window its size, as written
 * @param grace its grace, as written
 * @param results expected results by {@link ResultKey}
 * @param ledger expected counts by source partition
 */
record Truth(
    String topic, String aggregation, String window, String grace, Map<ResultKey, JsonNode> results, Map<Integer, Counts> ledger) {

  /** Numbers as they are written, not as a double sees them. */
  static final ObjectReader JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build()
      .readerFor(JsonNode.class);

  static Truth read(Path file) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      String first = lines.readLine();
      JsonNode header = first == null ? JSON.createObjectNode() : parse(file, 1, first);
      if (!"header".equals(header.path("kind").asText())) {
        throw new IOException(file + " is not a truth file: expected a header in line 1, found " + (first == null ? "nothing" : first));
      }
      Map<ResultKey, JsonNode> results = new HashMap<>();
      Map<Integer, Counts> ledger = new TreeMap<>();
      int number = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        JsonNode node = parse(file, ++number, line);
        if (node.has("kind")) {
          ledger.put(node.path("partition").asInt(), counts(node));
        } else {
          results.put(ResultKey.of(node), node);
        }
      }
      return new Truth(text(header, "topic"), text(header, "aggregation"), text(header, "window"), text(header, "grace"), results, ledger);
    }
  }

  private static Counts counts(JsonNode ledger) {
    return new Counts(
        ledger.path("read").asLong(),
        ledger.path("aggregated").asLong(),
        ledger.path("filtered").asLong(),
        ledger.path("skipped").asLong(),
        ledger.path("late").asLong(),
        ledger.path("expired").asLong(),
        ledger.path("dead_letters").asLong());
  }

  private static JsonNode parse(Path file, int number, String line) throws IOException {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IOException(file + " is not a truth file: line " + number + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static String text(JsonNode header, String field) {
    return header.path(field).asText();
  }
}
