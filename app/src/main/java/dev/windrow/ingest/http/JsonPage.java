package dev.windrow.ingest.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.windrow.ingest.web.MalformedAnswerException;
import dev.windrow.value.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Walks a JSON document once and takes the records out of it byte for byte, and the cursor to the next page. Confined to one thread. */
final class JsonPage {

  private static final int DEEPEST = 1_000;

  private static final JsonFactory JSON = new JsonFactoryBuilder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).maxStringLength(Integer.MAX_VALUE).maxNumberLength(Integer.MAX_VALUE)
          .maxNameLength(Integer.MAX_VALUE).build())
      .disable(JsonFactory.Feature.CHARSET_DETECTION)
      .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
      .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
      .build();

  private final byte[] body;
  private final JsonParser parser;
  private final List<byte[]> elements = new ArrayList<>();
  private boolean hasPlace;
  private Optional<String> cursor = Optional.empty();

  private JsonPage(byte[] body, JsonParser parser) {
    this.body = body;
    this.parser = parser;
  }

  /**
   * What was found.
   *
   * @param elements of the array, or the one value, where the records should be: objects, if all is well
   * @param hasPlace whether there is anything there
   * @param cursor the text or number; empty when it is missing, null, false or empty
   */
  record Found(List<byte[]> elements, boolean hasPlace, Optional<String> cursor) {}

  /** @param cursor where it is; empty when none is looked for */
  static Found read(byte[] body, JsonPointer records, Optional<JsonPointer> cursor) throws MalformedAnswerException {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonPage page = new JsonPage(body, parser);
      while (parser.nextToken() != null) {
        page.value(records, cursor.orElse(null));
      }
      return new Found(page.elements, page.hasPlace, page.cursor);
    } catch (JsonProcessingException malformed) {
      long at = malformed.getLocation() == null ? 0 : Math.max(0, malformed.getLocation().getByteOffset());
      throw new MalformedAnswerException("expected JSON, found something else at byte " + at + ": " + Printable.text(String.valueOf(malformed.getOriginalMessage())));
    } catch (IOException fromMemory) {
      throw new UncheckedIOException(fromMemory);
    }
  }

  /** Takes the value at which the parser is; the pointers lead on from there, null is nowhere. Leaves it at its end. */
  private void value(JsonPointer records, JsonPointer cursorFromHere) throws IOException {
    if (cursorFromHere != null && cursorFromHere.matches()) {
      takeCursor();
    }
    if (records != null && records.matches()) {
      takeRecords(cursorFromHere);
    } else if (records == null && cursorFromHere == null) {
      parser.skipChildren();
    } else if (parser.currentToken() == JsonToken.START_OBJECT) {
      fields(records, cursorFromHere);
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        value(element(records, i), element(cursorFromHere, i));
      }
    }
  }

  private void fields(JsonPointer records, JsonPointer cursorFromHere) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      value(property(records, name), property(cursorFromHere, name));
    }
  }

  private void takeRecords(JsonPointer cursorFromHere) throws IOException {
    hasPlace = true;
    switch (parser.currentToken()) {
      case START_ARRAY -> {
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          takeElement(null);
        }
      }
      case VALUE_NULL -> { }
      default -> takeElement(cursorFromHere);
    }
  }

  private void takeElement(JsonPointer cursorFromHere) throws IOException {
    int start = (int) parser.currentTokenLocation().getByteOffset();
    if (cursorFromHere != null && parser.currentToken() == JsonToken.START_OBJECT) {
      fields(null, cursorFromHere);
    } else {
      parser.skipChildren();
      parser.finishToken();
    }
    elements.add(Arrays.copyOfRange(body, start, (int) parser.currentLocation().getByteOffset()));
  }

  private void takeCursor() throws IOException {
    JsonToken token = parser.currentToken();
    boolean usable = token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
    cursor = usable ? Optional.of(parser.getText()).filter(text -> !text.isEmpty()) : Optional.empty();
  }

  private static JsonPointer property(JsonPointer pointer, String name) {
    return pointer == null ? null : pointer.matchProperty(name);
  }

  private static JsonPointer element(JsonPointer pointer, int index) {
    return pointer == null ? null : pointer.matchElement(index);
  }
}
