package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.enrich.Answer.Failed;
import dev.windrow.ingest.enrich.Answer.Found;
import dev.windrow.ingest.transform.Fields;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is taken of an answer, and where it goes in a record. What an answer does not have is left as it was; null is a value. */
final class Choice {

  private final Map<FieldPath, JsonPointer> fields;

  Choice(Map<FieldPath, JsonPointer> fields) {
    this.fields = fields;
  }

  /** An answer has to be an object or a list: anything else is a mistake of who gave it. */
  Answer of(JsonNode answer) {
    if (!answer.isContainerNode()) {
      return new Failed("expected a JSON object or list as the answer, found a " + answer.getNodeType().name().toLowerCase(Locale.ROOT));
    }
    Map<FieldPath, JsonNode> chosen = new LinkedHashMap<>();
    fields.forEach((field, pointer) -> {
      JsonNode value = answer.at(pointer);
      if (!value.isMissingNode()) {
        chosen.put(field, value);
      }
    });
    return new Found(chosen);
  }

  /** Puts into the record what was found, over what is there; or nothing, when something is in the way of a field, which is told then. */
  static Optional<FieldPath> put(Found found, ObjectNode record) {
    Optional<FieldPath> taken = found.fields().keySet().stream().filter(field -> !Fields.hasRoom(record, field)).findFirst();
    if (taken.isEmpty()) {
      found.fields().forEach((field, value) -> Fields.set(record, field, value.deepCopy()));
    }
    return taken;
  }
}
