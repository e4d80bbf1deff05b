package dev.windrow.ingest.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.windrow.event.JsonSyntax;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/** Whether bytes are one JSON object in UTF-8. Builds nothing from it: that much a transformation does, if there is one. */
final class ObjectCheck implements RecordCheck {

  private final Utf8Check utf8 = new Utf8Check();
  private final int depth;
  private final JsonFactory factory;

  ObjectCheck(int depth) {
    this.depth = depth;
    factory = JsonSyntax.limitedTo(depth).disable(JsonFactory.Feature.CHARSET_DETECTION).build();
  }

  @Override
  public Flaw check(byte[] bytes, int from, int to) {
    int invalid = utf8.firstInvalid(bytes, from, to);
    if (invalid != Utf8Check.VALID) {
      return notJson(invalid - from, "expected UTF-8, found 0x" + Integer.toHexString(bytes[invalid] & 0xFF));
    }
    try (JsonParser parser = factory.createParser(bytes, from, to - from)) {
      return check(parser);
    } catch (StreamConstraintsException tooDeep) {
      return new Flaw(Flaw.TOO_DEEP, "expected at most " + depth + " levels, found more");
    } catch (JsonProcessingException malformed) {
      return notJson(place(malformed), what(malformed));
    } catch (IOException fromMemory) {
      throw new UncheckedIOException(fromMemory);
    }
  }

  @Override
  public byte[] json(byte[] bytes, int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static Flaw check(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      return notJson(0, "expected an object, found only blanks");
    }
    parser.skipChildren();
    if (parser.nextToken() != null) {
      return notJson(parser.currentTokenLocation().getByteOffset(), "expected the end after the first value, found more");
    }
    return first == JsonToken.START_OBJECT ? null : new Flaw(Flaw.NOT_AN_OBJECT, "expected an object, found " + JsonSyntax.kind(first));
  }

  private static Flaw notJson(long at, String detail) {
    return new Flaw(Flaw.NOT_JSON, "byte " + at + ": " + detail);
  }

  private static long place(JsonProcessingException malformed) {
    JsonLocation location = malformed.getLocation();
    return location == null ? 0 : Math.max(0, location.getByteOffset());
  }

  /** What Jackson found; the places that it adds are those of its own buffer. */
  private static String what(JsonProcessingException malformed) {
    String message = malformed.getOriginalMessage();
    int place = message.indexOf(" (start marker");
    return place < 0 ? message : message.substring(0, place);
  }
}
