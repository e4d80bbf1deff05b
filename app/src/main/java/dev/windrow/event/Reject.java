package dev.windrow.event;

import java.util.Locale;

/**
 * Why one event is a dead letter, and what was found where.
 *
 * @param detail at most {@value #MAX_DETAIL} characters of printable ASCII, fit for headers and logs; other characters are written
 *     as {@code \}{@code uXXXX}, and what is longer is cut
 */
public record Reject(RejectReason reason, String detail) {

  static final int MAX_DETAIL = 200;
  private static final int MAX_EXCERPT = 60;
  private static final String CUT = "...";

  public Reject {
    detail = printable(detail);
  }

  /** A used field that holds something else than it should. */
  static Reject of(RejectReason reason, String field, String expected, String found) {
    return new Reject(reason, field + ": expected " + expected + ", found " + found);
  }

  /** The beginning of a text, for a detail. */
  static String excerpt(byte[] bytes, int from, int to) {
    String text = Utf8.decode(bytes, from, to, MAX_EXCERPT);
    return text.length() <= MAX_EXCERPT ? text : text.substring(0, MAX_EXCERPT) + CUT;
  }

  private static String printable(String text) {
    StringBuilder out = new StringBuilder(MAX_DETAIL);
    for (int i = 0; i < text.length() && out.length() <= MAX_DETAIL; i++) {
      char c = text.charAt(i);
      if (c >= ' ' && c <= '~') {
        out.append(c);
      } else {
        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      }
    }
    return out.length() <= MAX_DETAIL ? out.toString() : out.substring(0, MAX_DETAIL - CUT.length()) + CUT;
  }
}
