package dev.windrow.ingest.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.event.FieldPath;
import java.util.List;
import java.util.Optional;

/** Fields of a record by their paths. What lies below a list or a plain value is not there. */
public final class Fields {

  private Fields() {}

  /** Empty when the record does not have it. */
  static Optional<JsonNode> get(ObjectNode record, FieldPath path) {
    return parent(record, path).map(parent -> parent.get(last(path)));
  }

  /** Empty when the record does not have it, and when it is null. */
  public static Optional<JsonNode> value(ObjectNode record, FieldPath path) {
    return get(record, path).filter(value -> !value.isNull());
  }

  /** Takes the field out; empty when the record does not have it. */
  static Optional<JsonNode> remove(ObjectNode record, FieldPath path) {
    return parent(record, path).map(parent -> parent.remove(last(path)));
  }

  /** Sets the field, with the objects around it where there are none; false, and nothing is done, when something else is in the way. */
  public static boolean set(ObjectNode record, FieldPath path, JsonNode value) {
    if (!hasRoom(record, path)) {
      return false;
    }
    ObjectNode parent = record;
    for (String name : parents(path)) {
      parent = parent.path(name).isObject() ? (ObjectNode) parent.get(name) : parent.putObject(name);
    }
    parent.set(last(path), value);
    return true;
  }

  /** Whether what is around the field is an object, missing or null. */
  public static boolean hasRoom(ObjectNode record, FieldPath path) {
    JsonNode parent = record;
    for (String name : parents(path)) {
      parent = parent.path(name);
      if (!parent.isObject()) {
        return parent.isMissingNode() || parent.isNull();
      }
    }
    return true;
  }

  private static Optional<ObjectNode> parent(ObjectNode record, FieldPath path) {
    JsonNode parent = record;
    for (String name : parents(path)) {
      parent = parent.path(name);
    }
    return parent.isObject() ? Optional.of((ObjectNode) parent) : Optional.empty();
  }

  private static List<String> parents(FieldPath path) {
    return path.names().subList(0, path.names().size() - 1);
  }

  private static String last(FieldPath path) {
    return path.names().get(path.names().size() - 1);
  }
}
