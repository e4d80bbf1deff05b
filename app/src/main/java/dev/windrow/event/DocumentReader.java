package dev.windrow.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Reads JSON documents one after the other and hands the values of the used fields to a {@link FieldSink}. Everything else is
 * skipped without building anything for it, but is checked as strictly, up to the last byte. This is the only class that knows the
 * JSON parser.
 *
 * <p>One parser serves many documents, because making one takes as long as parsing a short event. It is replaced after a document that
 * is malformed or no object, and after {@value #FACTORY_BYTES} bytes, so that the names it remembers stay bounded.
 *
 * <p>Checked are, in this order: the encoding, the syntax together with the depth (what comes first), that it is an object, the lengths
 * of strings. Numbers may have any length that the limit of the record allows. Confined to one thread.
 */
final class DocumentReader {

  private static final long FACTORY_BYTES = 8L << 20;

  private final Field root;
  private final FieldSink sink;
  private final Limits limits;
  private byte[] text = new byte[256];

  private JsonFactory factory;
  private DocumentStream stream;
  private JsonParser parser;
  private long factoryBytes;
  private long documentNumber;

  DocumentReader(Field root, FieldSink sink, Limits limits) {
    this.root = root;
    this.sink = sink;
    this.limits = limits;
  }

  /**
   * Reads the document {@code bytes[from, to)}, which is not empty; null when it is an object without faults.
   *
   * @param number differs from that of the document before
   */
  Reject read(byte[] bytes, int from, int to, long number) {
    documentNumber = number;
    int invalid = Utf8.firstInvalid(bytes, from, to);
    if (invalid != Utf8.VALID) {
      String found = "0x" + Integer.toHexString(bytes[invalid] & 0xFF);
      return new Reject(RejectReason.NOT_JSON, "byte " + (invalid - from) + ": expected UTF-8, found " + found);
    }
    Reject reject = parse(bytes, from, to);
    return reject == null && to - from > limits.stringBytes() ? tooLongString(bytes, from, to) : reject;
  }

  private Reject parse(byte[] bytes, int from, int to) {
    Reject reject;
    try {
      prepare(to - from);
      stream.open(bytes, from, to);
      reject = readDocument();
    } catch (StreamConstraintsException tooDeep) {
      reject = new Reject(RejectReason.TOO_DEEP, at(tooDeep) + "expected at most " + limits.depth() + " levels, found more");
    } catch (JsonProcessingException malformed) {
      reject = new Reject(RejectReason.NOT_JSON, at(malformed) + what(malformed));
    } catch (IOException fromMemory) {
      throw new UncheckedIOException(fromMemory);
    }
    if (reject != null) {
      dropParser();
    }
    return reject;
  }

  /** What Jackson found; the places that it adds are those of its own buffer. */
  private static String what(JsonProcessingException malformed) {
    String message = malformed.getOriginalMessage();
    int place = message.indexOf(" (start marker");
    return place < 0 ? message : message.substring(0, place);
  }

  private Reject readDocument() throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return notAnObject();
    }
    readObject(root);
    return hasTail() ? malformed("the end after the object", "more") : null;
  }

  private void readObject(Field object) throws IOException {
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      Field field = object.child(name);
      JsonToken token = parser.nextToken();
      if (field != null) {
        readValue(field, token);
      } else if (token.isStructStart()) {
        parser.skipChildren();
      }
    }
  }

  private void readValue(Field field, JsonToken token) throws IOException {
    if (field.isRepeatedIn(documentNumber)) {
      sink.forget(field);
    }
    switch (token) {
      case VALUE_STRING -> {
        int length = takeText();
        sink.text(field, text, 0, length);
      }
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
        int length = takeText();
        sink.number(field, text, 0, length);
      }
      case VALUE_NULL -> sink.nothing(field);
      case VALUE_TRUE -> sink.bool(field, true);
      case VALUE_FALSE -> sink.bool(field, false);
      case START_OBJECT -> {
        sink.container(field, "an object");
        readObject(field);
      }
      default -> {
        sink.container(field, "an array");
        parser.skipChildren();
      }
    }
  }

  private int takeText() throws IOException {
    int length = parser.getTextLength();
    if (text.length < 3 * length) {
      text = new byte[3 * length];
    }
    int offset = parser.getTextOffset();
    return Utf8.encode(parser.getTextCharacters(), offset, offset + length, text);
  }

  private boolean hasTail() throws IOException {
    DocumentStream.Tail tail = stream.tail();
    parser.releaseBuffered(tail);
    return !tail.isBlank() || !stream.isRestBlank();
  }

  private Reject notAnObject() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == null) {
      return malformed("an object", "only blanks");
    }
    parser.skipChildren();
    if (parser.nextToken() != null) {
      return malformed("the end after the first value", "more");
    }
    return new Reject(RejectReason.NOT_AN_OBJECT, "expected an object, found " + JsonSyntax.kind(token));
  }

  private void prepare(int length) throws IOException {
    factoryBytes += length;
    if (factory == null || factoryBytes > FACTORY_BYTES) {
      dropParser();
      factory = JsonSyntax.limitedTo(limits.depth()).build();
      factoryBytes = length;
    }
    if (parser == null) {
      stream = new DocumentStream();
      parser = factory.createParser(stream);
    }
  }

  private void dropParser() {
    JsonParser dropped = parser;
    parser = null;
    try {
      if (dropped != null) {
        dropped.close();
      }
    } catch (IOException fromMemory) {
      throw new UncheckedIOException(fromMemory);
    }
  }

  /** The first string or name of a valid document that is too long. */
  private Reject tooLongString(byte[] json, int from, int to) {
    int position = from;
    while (position < to) {
      if (json[position] != '"') {
        position++;
        continue;
      }
      int start = position + 1;
      int end = stringEnd(json, start);
      if (end - start > limits.stringBytes()) {
        String expected = "expected strings of at most " + limits.stringBytes() + " bytes";
        return new Reject(RejectReason.TOO_LARGE, "byte " + (start - from) + ": " + expected + ", found " + (end - start));
      }
      position = end + 1;
    }
    return null;
  }

  private static int stringEnd(byte[] json, int start) {
    int position = start;
    while (json[position] != '"') {
      position += json[position] == '\\' ? 2 : 1;
    }
    return position;
  }

  private static Reject malformed(String expected, String found) {
    return new Reject(RejectReason.NOT_JSON, "expected " + expected + ", found " + found);
  }

  private String at(JsonProcessingException fault) {
    JsonLocation location = fault.getLocation() == null ? parser.currentLocation() : fault.getLocation();
    return "byte " + (location.getByteOffset() - stream.servedBefore()) + ": ";
  }
}
