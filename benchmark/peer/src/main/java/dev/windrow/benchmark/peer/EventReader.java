package dev.windrow.benchmark.peer;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.time.DateTimeException;

/** Reads events with Jackson's streaming parser: no tree, no data binding, nothing kept but what is needed. */
public final class EventReader implements Serializable {

  private static final long serialVersionUID = 1;
  private static final JsonFactory JSON = new JsonFactory();

  private final String groupField;

  public EventReader(GroupBy groupBy) {
    this.groupField = groupBy.field();
  }

  /** Fills {@code event}. False if this is no usable event; what is in {@code event} then is undefined. */
  public boolean read(byte[] json, Event event) {
    try (JsonParser parser = JSON.createParser(json)) {
      return readObject(parser, event) && parser.nextToken() == null;
    } catch (IOException | DateTimeException e) {
      return false;
    }
  }

  private boolean readObject(JsonParser parser, Event event) throws IOException {
    event.timestampMs = -1;
    event.group = null;
    event.value = Double.NaN;
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return false;
    }
    for (String field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
      readField(field, parser, event);
    }
    return event.timestampMs >= 0 && event.group != null && Double.isFinite(event.value);
  }

  private void readField(String field, JsonParser parser, Event event) throws IOException {
    JsonToken token = parser.nextToken();
    if (field.equals("timestamp")) {
      event.timestampMs = timestampMs(token, parser);
    } else if (field.equals("value")) {
      event.value = token.isNumeric() ? parser.getDoubleValue() : Double.NaN;
    } else if (field.equals(groupField)) {
      event.group = parser.getText();
    } else {
      parser.skipChildren();
    }
  }

  private static long timestampMs(JsonToken token, JsonParser parser) throws IOException {
    return switch (token) {
      case VALUE_STRING -> IsoTime.epochMs(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
      case VALUE_NUMBER_INT -> parser.getLongValue();
      default -> -1;
    };
  }
}
