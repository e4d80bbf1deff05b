package dev.windrow.ingest.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What one run reads. It is kept as the position of a part of its own, so that a run that was interrupted goes on with the same ranges.
 *
 * @param definition tells what is read, and by which columns; with another one everything begins anew
 * @param run counts runs, from 1
 * @param above only rows whose growing value is higher; empty for all
 * @param upTo only rows whose growing value is not higher; empty when nothing grows
 * @param cuts keys that begin a range, ascending; the first range has no beginning
 * @param done whether all of it has been read
 */
record Plan(String definition, long run, Optional<String> above, Optional<String> upTo, List<String> cuts, boolean done) {

  static final String PART = "plan";

  private static final ObjectMapper JSON = new ObjectMapper();

  Plan {
    cuts = List.copyOf(cuts);
  }

  /** Before the first run. */
  static Plan none(String definition) {
    return new Plan(definition, 0, Optional.empty(), Optional.empty(), List.of(), true);
  }

  /** Empty when {@code position} is that of another definition. */
  static Optional<Plan> parse(String position, String definition) {
    try {
      JsonNode json = JSON.readTree(position);
      List<String> cuts = new ArrayList<>();
      json.path("cuts").forEach(cut -> cuts.add(cut.asText()));
      return json.path("definition").asText().equals(definition)
          ? Optional.of(new Plan(definition, json.path("run").asLong(), text(json, "above"), text(json, "up_to"), cuts, json.path("done").asBoolean()))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  String position() {
    ObjectNode json = JSON.createObjectNode().put("definition", definition).put("run", run);
    above.ifPresent(value -> json.put("above", value));
    upTo.ifPresent(value -> json.put("up_to", value));
    cuts.forEach(json.putArray("cuts")::add);
    return json.put("done", done).toString();
  }

  /** The run after this one. */
  Plan next(Optional<String> nextUpTo) {
    return new Plan(definition, run + 1, upTo, nextUpTo, List.of(), false);
  }

  Plan with(List<String> newCuts) {
    return new Plan(definition, run, above, upTo, newCuts, done);
  }

  Plan ended() {
    return new Plan(definition, run, above, upTo, List.of(), true);
  }

  private static Optional<String> text(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }
}
