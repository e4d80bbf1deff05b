package dev.windrow.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.event.FieldPath;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The field whose value becomes the key of a record in Kafka. */
record KeyField(FieldPath path) {

  /** The text of a text, the JSON of everything else; empty when the record has no such field, or null there. */
  Optional<byte[]> of(ObjectNode json) {
    JsonNode value = json;
    for (String name : path.names()) {
      value = value.isObject() ? value.path(name) : MissingNode.getInstance();
    }
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    String text = value.isTextual() ? value.textValue() : value.toString();
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
