package dev.windrow.ingest.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where reading of an address goes on: at a page, or, when all was read, at the first one again.
 *
 * <pre>{@code {"number":7}, {"next":"eyJpZCI6MTAw","pages":6}, {"etag":"\"33a64df5\""}, {}}</pre>
 *
 * @param number of the next page, or its offset
 * @param next its cursor or its address
 * @param pages that were read in this run, where that cannot be told from the number
 * @param validators of an answer that was read to its end
 */
record Position(OptionalLong number, Optional<String> next, int pages, Validators validators) {

  /** At the first page. */
  static final Position START = new Position(OptionalLong.empty(), Optional.empty(), 0, Validators.NONE);

  private static final ObjectMapper JSON = new ObjectMapper();

  static Position at(long number) {
    return new Position(OptionalLong.of(number), Optional.empty(), 0, Validators.NONE);
  }

  static Position at(String next, int pages) {
    return new Position(OptionalLong.empty(), Optional.of(next), pages, Validators.NONE);
  }

  static Position ended(Validators validators) {
    return new Position(OptionalLong.empty(), Optional.empty(), 0, validators);
  }

  /** Of what {@link #text} gave once; what it does not understand is at the first page. */
  static Position read(Optional<String> text) {
    try {
      return text.isEmpty() ? START : of(JSON.readTree(text.get()));
    } catch (JsonProcessingException e) {
      return START;
    }
  }

  String text() {
    ObjectNode json = JSON.createObjectNode();
    number.ifPresent(value -> json.put("number", value));
    next.ifPresent(value -> json.put("next", value).put("pages", pages));
    validators.etag().ifPresent(value -> json.put("etag", value));
    validators.modified().ifPresent(value -> json.put("modified", value));
    return json.toString();
  }

  private static Position of(JsonNode json) {
    JsonNode number = json.path("number");
    return new Position(
        number.canConvertToLong() && number.isIntegralNumber() ? OptionalLong.of(number.longValue()) : OptionalLong.empty(),
        string(json, "next"), json.path("pages").asInt(), new Validators(string(json, "etag"), string(json, "modified")));
  }

  private static Optional<String> string(JsonNode json, String name) {
    return Optional.ofNullable(json.path(name).textValue());
  }
}
