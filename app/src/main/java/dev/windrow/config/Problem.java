package dev.windrow.config;

import java.util.Locale;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path where, as in {@code aggregations[1].window.tumbling}; the file itself when the whole of it is concerned
 * @param found what stands there: quoted text with control characters escaped, cut after 100 characters, never a secret; or
 *     words for what it is
 * @param expected what may stand there
 * @param hint what to do about it; empty when {@code expected} says it all
 */
public record Problem(String path, String found, String expected, String hint) {

  private static final int LONGEST_QUOTE = 100;

  /** The problem in one line: {@code latency: expected …, found '5'; write the unit, as in 5s}. */
  @Override
  public String toString() {
    return printable(path + ": expected " + expected + ", found " + found + (hint.isEmpty() ? "" : "; " + hint));
  }

  static String quote(String text) {
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    return "'" + printable(cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) : text) + (cut ? "…'" : "'");
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints().forEach(character -> appendPrintable(printable, character));
    return printable.toString();
  }

  private static void appendPrintable(StringBuilder out, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          out.append(String.format(Locale.ROOT, "\\u%04x", character));
      default -> out.appendCodePoint(character);
    }
  }
}
