package dev.windrow.benchmark.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/**
 * What is looked at in an answer of the API, all of which has been read.
 *
 * @param rows how many windows or aggregations it lists
 * @param complete what it says of itself; true when it says nothing
 * @param next where its next page begins
 */
record Answer(int rows, boolean complete, Optional<String> next) {

  private static final JsonFactory JSON = new JsonFactory();
  private static final Set<String> LISTS = Set.of("windows", "aggregations");

  /** @throws IOException when it is not one JSON object */
  static Answer parse(byte[] json) throws IOException {
    try (JsonParser parser = JSON.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected a JSON object, found " + parser.currentToken());
      }
      Answer answer = members(parser);
      if (parser.nextToken() != null) {
        throw new IOException("expected the end after a JSON object, found " + parser.currentToken());
      }
      return answer;
    }
  }

  private static Answer members(JsonParser parser) throws IOException {
    int rows = 0;
    boolean complete = true;
    Optional<String> next = Optional.empty();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_ARRAY && LISTS.contains(name)) {
        rows += elements(parser);
      } else if (name.equals("complete")) {
        complete = value == JsonToken.VALUE_TRUE;
      } else if (name.equals("next")) {
        next = Optional.of(parser.getText());
      }
      parser.skipChildren();
    }
    return new Answer(rows, complete, next);
  }

  private static int elements(JsonParser parser) throws IOException {
    int elements = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      parser.skipChildren();
      elements++;
    }
    return elements;
  }
}
