package dev.windrow.ingest.enrich;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windrow.event.FieldPath;
import java.util.Map;

/**
 * What is known under an address.
 *
 * @param fields to be added to records; shared between them and not changed
 * @param isThere whether there is anything under the address
 */
record Found(Map<FieldPath, JsonNode> fields, boolean isThere) {

  static final Found NOTHING = new Found(Map.of(), false);

  Found {
    fields = Map.copyOf(fields);
  }
}
