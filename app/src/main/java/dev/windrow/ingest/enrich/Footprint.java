package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windrow.ingest.enrich.Answer.Found;
import java.util.Map;

/** About how many bytes of memory an answer takes in the cache; rather too many than too few, of a 64-bit Java with compressed pointers. */
final class Footprint {

  /** The entry, its place in the table, in the queues of the cache and in its timer wheel. */
  static final int ENTRY = 200;

  private static final int TEXT = 56;
  private static final int VALUE = 96;
  private static final int CONTAINER = 120;
  private static final int FIELD = 48;

  private Footprint() {}

  static long of(String url, Answer answer) {
    long bytes = ENTRY + text(url);
    if (answer instanceof Found found) {
      bytes += CONTAINER;
      for (JsonNode value : found.fields().values()) {
        bytes += FIELD + of(value);
      }
    }
    return bytes;
  }

  private static long of(JsonNode value) {
    if (value.isTextual()) {
      return VALUE + text(value.textValue());
    }
    return value.isContainerNode() ? container(value) : VALUE;
  }

  private static long container(JsonNode value) {
    long bytes = CONTAINER;
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      bytes += FIELD + text(field.getKey()) + of(field.getValue());
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        bytes += FIELD + of(element);
      }
    }
    return bytes;
  }

  private static long text(String text) {
    return TEXT + 2L * text.length();
  }
}
