package dev.windrow.ingest.transform;

import dev.windrow.config.Step.Writing;
import java.util.Locale;

/**
 * Ways to write a text, by Unicode's rules that belong to no language. A word, for the title case, is a run of letters, digits, marks and apostrophes that
 * begins with a letter or a digit: its first character becomes a title-case one (ǆ becomes ǅ), the others small ones: {@code o'NEIL-smith} becomes
 * {@code O'neil-Smith}.
 */
final class Writings {

  private Writings() {}

  static String of(Writing writing, String text) {
    return switch (writing) {
      case LOWER -> text.toLowerCase(Locale.ROOT);
      case UPPER -> text.toUpperCase(Locale.ROOT);
      case TRIM -> text.strip();
      case TITLE -> title(text.toLowerCase(Locale.ROOT));
    };
  }

  private static String title(String lower) {
    StringBuilder title = new StringBuilder(lower.length());
    boolean inWord = false;
    for (int i = 0; i < lower.length(); i += Character.charCount(lower.codePointAt(i))) {
      int character = lower.codePointAt(i);
      boolean begins = !inWord && Character.isLetterOrDigit(character);
      title.appendCodePoint(begins ? Character.toTitleCase(character) : character);
      inWord = begins || inWord && belongsToWord(character);
    }
    return title.toString();
  }

  private static boolean belongsToWord(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
      default -> Character.isLetterOrDigit(character) || character == '\'' || character == '\u2019';
    };
  }
}
