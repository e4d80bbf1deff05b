package dev.windrow.value;

import java.math.BigDecimal;

/**
 * Strings and other plain values as JSON, in one canonical way: escaped are {@code "}, {@code \}, and the control characters below U+0020 (in their short
 * form where JSON has one, else as {@code \}{@code u00xx} in lower case); everything else stands as it is.
 */
public final class JsonText {

  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private JsonText() {
  }

  /** Appends {@code text} as a JSON string, with its quotation marks. */
  public static void quote(StringBuilder out, String text) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        escape(out.append(text, written, i), c);
        written = i + 1;
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  /** {@code text} as a JSON string, with its quotation marks. */
  public static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2);
    quote(out, text);
    return out.toString();
  }

  /** Appends a plain value: a string quoted, a decimal in its canonical text, a Long, a Boolean or null as it is. */
  public static void value(StringBuilder out, Object value) {
    if (value instanceof String text) {
      quote(out, text);
    } else if (value instanceof BigDecimal number) {
      out.append(Decimals.text(number));
    } else {
      out.append(value);
    }
  }

  private static void escape(StringBuilder out, char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> out.append("\\u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
    }
  }
}
