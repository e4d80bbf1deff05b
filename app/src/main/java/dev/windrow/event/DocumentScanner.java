package dev.windrow.event;

import dev.windrow.value.Words;

/**
 * Reads documents as producers write them, straight from their bytes, and hands the values of the used fields to a {@link FieldSink}. What is out of the
 * ordinary it passes up to the {@link DocumentReader}: anything malformed, escapes in names and in used strings, strings that are too long, and what is nested
 * deeply. So it never judges: what it accepts, the reader would accept and tell the sink in the same words. The fuzz tests hold both to one reference.
 *
 * <p>The hot path. What makes it fast: strings are searched eight bytes at a time ({@link Words}), what stands before the next value is most
 * often what the last document had there ({@link Layout}), and values go on as slices of the document, so nothing is allocated or copied. Confined to one thread.
 */
final class DocumentScanner {

  /** Answer of all steps for a document that is passed up; otherwise they answer where they ended. */
  private static final int PASSED_UP = -1;

  /** Steps call each other once per level. */
  private static final int MAX_DEPTH = 64;

  private static final int ESCAPED_HEX_DIGITS = 4;

  private final Field root;
  private final FieldSink sink;
  private final int stringBytes;
  private final int depth;
  private long documentNumber;
  private int nameEnd;

  DocumentScanner(Field root, FieldSink sink, Limits limits) {
    this.root = root;
    this.sink = sink;
    stringBytes = limits.stringBytes();
    depth = Math.min(limits.depth(), MAX_DEPTH);
  }

  /**
   * Reads the document {@code json[from, to)}. False when it is passed up: then what the sink has been told must be forgotten.
   *
   * @param number differs from that of the document before
   */
  boolean read(byte[] json, int from, int to, long number) {
    documentNumber = number;
    int start = blanksEnd(json, from, to);
    if (start == to || json[start] != '{') {
      return false;
    }
    int end = object(json, start + 1, to, root, 1);
    return end != PASSED_UP && blanksEnd(json, end, to) == to;
  }

  /** The rest of an object after its bracket; {@code object} is null when nothing in it is used. */
  private int object(byte[] json, int from, int to, Field object, int level) {
    int at = from;
    for (int index = 0; at != PASSED_UP; index++) {
      Layout.Prefix expected = object == null ? null : object.layout().prefix(index);
      if (expected != null && expected.isAt(json, at, to)) {
        at += expected.length();
        at = expected.ofString() ? text(json, at, to, expected.field()) : value(json, at, to, expected.field(), level);
        continue;
      }
      int next = blanksEnd(json, at, to);
      if (next == to) {
        return PASSED_UP;
      }
      if (json[next] == '}') {
        return next + 1;
      }
      at = member(json, at, to, object, index, level);
    }
    return PASSED_UP;
  }

  /** A name that was not expected and its value, with the comma after the value before. */
  private int member(byte[] json, int from, int to, Field object, int index, int level) {
    int name = blanksEnd(json, from, to);
    if (index > 0) {
      name = json[name] == ',' ? blanksEnd(json, name + 1, to) : to;
    }
    int colon = name == to ? PASSED_UP : colon(json, name, to);
    if (colon == PASSED_UP) {
      return PASSED_UP;
    }
    Field field = object == null ? null : object.child(json, name + 1, nameEnd);
    int value = blanksEnd(json, colon + 1, to);
    if (object != null && value < to) {
      object.layout().learn(index, json, from, json[value] == '"' ? value + 1 : value, field);
    }
    return value(json, value, to, field, level);
  }

  /** The colon after the name that begins here; leaves the end of the name in {@link #nameEnd}. */
  private int colon(byte[] json, int from, int to) {
    if (json[from] != '"') {
      return PASSED_UP;
    }
    nameEnd = stringEnd(json, from + 1, to, false);
    if (nameEnd == PASSED_UP) {
      return PASSED_UP;
    }
    int colon = blanksEnd(json, nameEnd + 1, to);
    return colon < to && json[colon] == ':' ? colon : PASSED_UP;
  }

  /** The rest of an array after its bracket; what it holds is never used. */
  private int array(byte[] json, int from, int to, int level) {
    int at = blanksEnd(json, from, to);
    if (at < to && json[at] == ']') {
      return at + 1;
    }
    while (at < to) {
      at = value(json, at, to, null, level);
      at = at == PASSED_UP ? to : blanksEnd(json, at, to);
      if (at == to) {
        return PASSED_UP;
      }
      if (json[at] == ']') {
        return at + 1;
      }
      if (json[at] != ',') {
        return PASSED_UP;
      }
      at = blanksEnd(json, at + 1, to);
    }
    return PASSED_UP;
  }

  /** A value, with the blanks before it; {@code field} is null for one that is not used. */
  private int value(byte[] json, int from, int to, Field field, int level) {
    int start = blanksEnd(json, from, to);
    if (start == to) {
      return PASSED_UP;
    }
    forgetRepeated(field);
    return switch (json[start]) {
      case '"' -> string(json, start + 1, to, field);
      case '{', '[' -> container(json, start, to, field, level + 1);
      case 't', 'f', 'n' -> literal(json, start, to, field);
      default -> number(json, start, to, field);
    };
  }

  /** A string after its quotation mark. */
  private int text(byte[] json, int from, int to, Field field) {
    forgetRepeated(field);
    return string(json, from, to, field);
  }

  /** What a field has said before in this document does not count. */
  private void forgetRepeated(Field field) {
    if (field != null && field.isRepeatedIn(documentNumber)) {
      sink.forget(field);
    }
  }

  private int string(byte[] json, int from, int to, Field field) {
    int end = stringEnd(json, from, to, field == null);
    if (end == PASSED_UP) {
      return PASSED_UP;
    }
    if (field != null) {
      sink.text(field, json, from, end);
    }
    return end + 1;
  }

  private int number(byte[] json, int from, int to, Field field) {
    int end = numberEnd(json, from, to);
    if (end != PASSED_UP && field != null) {
      sink.number(field, json, from, end);
    }
    return end;
  }

  private int container(byte[] json, int from, int to, Field field, int level) {
    if (level > depth) {
      return PASSED_UP;
    }
    boolean object = json[from] == '{';
    if (field != null) {
      sink.container(field, object ? "an object" : "an array");
    }
    return object ? object(json, from + 1, to, field, level) : array(json, from + 1, to, level);
  }

  private int literal(byte[] json, int from, int to, Field field) {
    int length = json[from] == 'f' ? 5 : 4;
    if (from + length > to) {
      return PASSED_UP;
    }
    if (isWord(json, from, "null")) {
      nothing(field);
    } else if (isWord(json, from, "true")) {
      bool(field, true);
    } else if (isWord(json, from, "false")) {
      bool(field, false);
    } else {
      return PASSED_UP;
    }
    return from + length;
  }

  private static boolean isWord(byte[] json, int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if (json[from + i] != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private void nothing(Field field) {
    if (field != null) {
      sink.nothing(field);
    }
  }

  private void bool(Field field, boolean value) {
    if (field != null) {
      sink.bool(field, value);
    }
  }

  /** Where the closing quotation mark of a string stands that is valid, short enough and, unless allowed, without escapes. */
  private int stringEnd(byte[] json, int from, int to, boolean escapes) {
    long bits = 0;
    int at = from;
    while (at < to) {
      long word = to - at >= Long.BYTES ? Words.at(json, at) : Words.at(json, at, to - at);
      bits |= word;
      long found = Words.endsOfText(word);
      if (found == 0) {
        at += Long.BYTES;
        continue;
      }
      at += Words.first(found);
      if (at >= to || json[at] != '\\' || !escapes) {
        boolean ascii = (bits & Words.TOP_BITS) == 0;
        boolean valid = at < to && json[at] == '"' && at - from <= stringBytes && (ascii || Utf8.firstInvalid(json, from, at) == Utf8.VALID);
        return valid ? at : PASSED_UP;
      }
      at = escapeEnd(json, at + 1, to);
      if (at == PASSED_UP) {
        return PASSED_UP;
      }
    }
    return PASSED_UP;
  }

  private static int escapeEnd(byte[] json, int from, int to) {
    if (from == to) {
      return PASSED_UP;
    }
    return switch (json[from]) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> from + 1;
      case 'u' -> hexEnd(json, from + 1, to);
      default -> PASSED_UP;
    };
  }

  private static int hexEnd(byte[] json, int from, int to) {
    int end = from + ESCAPED_HEX_DIGITS;
    if (end > to) {
      return PASSED_UP;
    }
    for (int i = from; i < end; i++) {
      int letter = json[i] | 0x20;
      if (!isDigit(json[i]) && (letter < 'a' || letter > 'f')) {
        return PASSED_UP;
      }
    }
    return end;
  }

  private static int numberEnd(byte[] json, int from, int to) {
    int integer = json[from] == '-' ? from + 1 : from;
    int at = digitsEnd(json, integer, to);
    if (at == integer || json[integer] == '0' && at > integer + 1) {
      return PASSED_UP;
    }
    if (at < to && json[at] == '.') {
      int fraction = at + 1;
      at = digitsEnd(json, fraction, to);
      if (at == fraction) {
        return PASSED_UP;
      }
    }
    return at < to && (json[at] == 'e' || json[at] == 'E') ? exponentEnd(json, at + 1, to) : at;
  }

  private static int exponentEnd(byte[] json, int from, int to) {
    int digits = from < to && (json[from] == '-' || json[from] == '+') ? from + 1 : from;
    int end = digitsEnd(json, digits, to);
    return end == digits ? PASSED_UP : end;
  }

  private static int digitsEnd(byte[] json, int from, int to) {
    int at = from;
    while (at < to && isDigit(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  /** Where the blanks of JSON that begin at {@code from}, if any, end. */
  static int blanksEnd(byte[] json, int from, int to) {
    int at = from;
    while (at < to && json[at] <= ' ' && isBlank(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean isBlank(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }
}
