package dev.windrow.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.windrow.event.FieldPath;
import dev.windrow.value.Sha256;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** What tells records apart: the value of a field, or, without one, the SHA-256 of the record's bytes. Thread-safe. */
record RecordId(Optional<FieldPath> field) {

  private static final JsonFactory JSON = new JsonFactory();

  /** Longer values are no names. */
  private static final int LONGEST = 1_000;

  String of(byte[] record) {
    return field.flatMap(path -> value(record, path.names())).orElseGet(() -> HexFormat.of().formatHex(Sha256.of(record)));
  }

  private static Optional<String> value(byte[] record, List<String> names) {
    try (JsonParser parser = JSON.createParser(record)) {
      parser.nextToken();
      for (String name : names) {
        if (!goTo(parser, name)) {
          return Optional.empty();
        }
      }
      boolean usable = parser.currentToken().isScalarValue() && parser.currentToken() != JsonToken.VALUE_NULL;
      return usable ? Optional.of(parser.getText()).filter(text -> !text.isEmpty() && text.length() <= LONGEST) : Optional.empty();
    } catch (IOException tooMuchForTheParser) {
      return Optional.empty();
    }
  }

  /** From the beginning of an object to the value of its field. */
  private static boolean goTo(JsonParser parser, String name) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
