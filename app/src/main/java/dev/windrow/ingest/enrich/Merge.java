package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.event.FieldPath;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adds fields to a record. What a record has already under such a name is replaced. */
final class Merge {

  private Merge() {}

  /** Why it cannot be done; empty when it is done. Nothing is changed when it cannot. */
  static Optional<String> into(ObjectNode record, Map<FieldPath, JsonNode> fields) {
    Optional<FieldPath> blocked = fields.keySet().stream().filter(field -> !hasRoom(record, field)).findFirst();
    if (blocked.isEmpty()) {
      fields.forEach((field, value) -> put(record, field.names(), value));
    }
    return blocked.map(field -> "expected an object to put " + field + " into, found another value there");
  }

  private static boolean hasRoom(ObjectNode record, FieldPath field) {
    JsonNode at = record;
    for (String name : field.names().subList(0, field.names().size() - 1)) {
      at = at.path(name);
      if (!at.isMissingNode() && !at.isObject()) {
        return false;
      }
    }
    return true;
  }

  private static void put(ObjectNode record, List<String> names, JsonNode value) {
    ObjectNode at = record;
    for (String name : names.subList(0, names.size() - 1)) {
      at = at.get(name) instanceof ObjectNode there ? there : at.putObject(name);
    }
    at.set(names.get(names.size() - 1), value.isContainerNode() ? value.deepCopy() : value);
  }
}
