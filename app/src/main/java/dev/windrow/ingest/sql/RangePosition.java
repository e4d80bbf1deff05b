package dev.windrow.ingest.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How far a range has been read.
 *
 * @param run of which it is the position
 * @param key of the last row; empty at the beginning, and in a range that has no keys
 * @param count how many rows with that key have been read; in a range without keys how many rows
 * @param done whether the range has been read to its end
 */
record RangePosition(String definition, long run, Optional<String> key, long count, boolean done) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static RangePosition beginning(Plan plan) {
    return new RangePosition(plan.definition(), plan.run(), Optional.empty(), 0, false);
  }

  /** The beginning when {@code position} is not of this run. */
  static RangePosition in(Plan plan, Optional<String> position) {
    return position.flatMap(RangePosition::parse).filter(found -> found.run == plan.run() && found.definition.equals(plan.definition()))
        .orElseGet(() -> beginning(plan));
  }

  String text() {
    ObjectNode json = JSON.createObjectNode().put("definition", definition).put("run", run);
    key.ifPresent(value -> json.put("key", value));
    return json.put("count", count).put("done", done).toString();
  }

  /** After one more row. */
  RangePosition after(Optional<String> rowKey) {
    return new RangePosition(definition, run, rowKey, rowKey.equals(key) ? count + 1 : 1, false);
  }

  RangePosition ended() {
    return new RangePosition(definition, run, key, count, true);
  }

  private static Optional<RangePosition> parse(String text) {
    try {
      JsonNode json = JSON.readTree(text);
      return Optional.of(new RangePosition(json.path("definition").asText(), json.path("run").asLong(), Optional.ofNullable(json.path("key").textValue()),
          json.path("count").asLong(), json.path("done").asBoolean()));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }
}
