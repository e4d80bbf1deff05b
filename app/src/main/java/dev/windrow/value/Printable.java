package dev.windrow.value;

import java.util.Locale;

/** Text from outside in a form that a log, a terminal and a message can show: on one line, with nothing in it that acts. */
public final class Printable {

  private static final int LONGEST_QUOTE = 100;

  private Printable() {}

  /** {@code text} with what controls, formats or breaks lines escaped as {@code \}{@code u000a}. */
  public static String text(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints().forEach(character -> append(printable, character));
    return printable.toString();
  }

  /** As {@link #text}, in single quotation marks, cut after 100 characters. */
  public static String quoted(String text) {
    boolean cut = text.codePointCount(0, text.length()) > LONGEST_QUOTE;
    return "'" + text(cut ? text.substring(0, text.offsetByCodePoints(0, LONGEST_QUOTE)) : text) + (cut ? "…'" : "'");
  }

  private static void append(StringBuilder out, int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
          out.append(String.format(Locale.ROOT, "\\u%04x", character));
      default -> out.appendCodePoint(character);
    }
  }
}
