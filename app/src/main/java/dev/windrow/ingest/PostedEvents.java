package dev.windrow.ingest;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.windrow.value.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The events in a body, byte for byte: the items of an array, the lines, or the body itself. Whether each of them is an event is not asked here.
 *
 * @param problem why the body has none; empty when it has
 */
record PostedEvents(List<byte[]> events, String problem) {

  static final int MOST = 10_000;

  /** How deep an event may be is decided event by event. */
  private static final JsonFactory JSON = JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(1_000_000).maxNumberLength(Integer.MAX_VALUE).maxStringLength(Integer.MAX_VALUE).build())
      .build();

  /** At most one more than {@value #MOST}. */
  static PostedEvents of(Posting posting) {
    byte[] body = posting.body();
    if (posting.lines()) {
      return some(lines(body));
    }
    int start = 0;
    while (start < body.length && isSpace(body[start])) {
      start++;
    }
    return start < body.length && body[start] == '[' ? items(body) : some(start == body.length ? List.of() : List.of(body));
  }

  private static PostedEvents some(List<byte[]> events) {
    return new PostedEvents(events, events.isEmpty() ? "expected at least one event, found none" : "");
  }

  /** Those that are not empty. */
  private static List<byte[]> lines(byte[] body) {
    List<byte[]> lines = new ArrayList<>();
    for (int from = 0, end; from < body.length && lines.size() <= MOST; from = end + 1) {
      end = from;
      boolean blank = true;
      for (; end < body.length && body[end] != '\n'; end++) {
        blank &= isSpace(body[end]);
      }
      if (!blank) {
        lines.add(Arrays.copyOfRange(body, from, end));
      }
    }
    return lines;
  }

  private static PostedEvents items(byte[] body) {
    try (JsonParser parser = JSON.createParser(body)) {
      List<byte[]> items = new ArrayList<>();
      parser.nextToken();
      while (items.size() <= MOST && next(parser) != JsonToken.END_ARRAY) {
        items.add(item(parser, body));
      }
      return items.size() <= MOST && parser.nextToken() != null ? malformed("something behind the end of the array") : some(items);
    } catch (JacksonException e) {
      return malformed(e.getOriginalMessage() + " in line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr());
    } catch (IOException e) {
      throw new UncheckedIOException("reading from memory", e);
    }
  }

  private static JsonToken next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    return token == null ? JsonToken.END_ARRAY : token;
  }

  private static byte[] item(JsonParser parser, byte[] body) throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    int to = (int) parser.currentLocation().getByteOffset();
    return Arrays.copyOfRange(body, from, to);
  }

  private static PostedEvents malformed(String found) {
    return new PostedEvents(List.of(), "expected an array of events in JSON, found " + Printable.text(found));
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }
}
