package dev.windrow.value;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the canonical form of a group back into values. What is JSON but not in canonical form is refused too: it would be another group with
 * the same values.
 */
final class CanonicalArray {

  private static final String EXPECTED = "a canonical JSON array of plain values";
  private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*+)(\\.[0-9]++)?(e-?[0-9]++)?");

  private final String json;
  private int position;

  CanonicalArray(byte[] canonical) {
    json = new ByteReader(canonical).readText(canonical.length);
  }

  List<Object> values() {
    List<Object> values = new ArrayList<>();
    expect('[');
    if (peek() == ']') {
      position++;
    } else {
      do {
        values.add(value());
      } while (isComma());
    }
    if (position != json.length()) {
      throw malformed();
    }
    return Collections.unmodifiableList(values);
  }

  private boolean isComma() {
    char next = peek();
    position++;
    if (next != ',' && next != ']') {
      throw malformed();
    }
    return next == ',';
  }

  private Object value() {
    return switch (peek()) {
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Object literal(String text, Object value) {
    if (!json.startsWith(text, position)) {
      throw malformed();
    }
    position += text.length();
    return value;
  }

  private Object number() {
    Matcher number = NUMBER.matcher(json).region(position, json.length());
    if (!number.lookingAt()) {
      throw malformed();
    }
    BigDecimal value = Decimals.parse(number.group()).orElseThrow(this::malformed);
    if (!Decimals.text(value).equals(number.group())) {
      throw malformed();
    }
    position = number.end();
    return value;
  }

  private String string() {
    int start = position;
    expect('"');
    StringBuilder text = new StringBuilder();
    while (peek() != '"') {
      char c = peek();
      position++;
      text.append(c == '\\' ? escaped() : c);
    }
    position++;
    String quoted = JsonText.quoted(text.toString());
    if (quoted.length() != position - start || !json.startsWith(quoted, start)) {
      position = start;
      throw malformed();
    }
    return text.toString();
  }

  private char escaped() {
    char c = peek();
    position++;
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '"', '\\' -> c;
      case 'u' -> hex();
      default -> throw malformed();
    };
  }

  private char hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw malformed();
      }
      value = value << 4 | digit;
      position++;
    }
    return (char) value;
  }

  private void expect(char c) {
    if (peek() != c) {
      throw malformed();
    }
    position++;
  }

  private char peek() {
    if (position >= json.length()) {
      throw malformed();
    }
    return json.charAt(position);
  }

  private MalformedBytesException malformed() {
    String found = position < json.length() ? JsonText.quoted(json.substring(position, Math.min(json.length(), position + 20))) : "the end";
    return new MalformedBytesException(position, EXPECTED, found);
  }
}
