package dev.windrow.cli.top;

/** How many columns characters take on a terminal: two for those that East Asian Width (UAX #11) calls wide, none for marks that combine. */
final class Glyphs {

  private static final String ELLIPSIS = "…";

  /** First and last character of each block that is wide, in ascending order; a little coarser than the standard. */
  private static final int[] WIDE = {
      0x1100, 0x115F, 0x231A, 0x231B, 0x2E80, 0x303E, 0x3041, 0x33FF, 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0xA000, 0xA4CF, 0xA960, 0xA97F, 0xAC00, 0xD7A3,
      0xF900, 0xFAFF, 0xFE30, 0xFE6F, 0xFF00, 0xFF60, 0xFFE0, 0xFFE6, 0x16FE0, 0x18DFF, 0x1B000, 0x1B2FF, 0x1F300, 0x1F64F, 0x1F680, 0x1F6FF,
      0x1F7E0, 0x1F7EB, 0x1F900, 0x1FAFF, 0x20000, 0x3FFFD};

  private Glyphs() {}

  static int width(String text) {
    return text.codePoints().map(Glyphs::width).sum();
  }

  /** At most {@code width} columns of {@code text}, the last of which is an ellipsis when there is more. */
  static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    if (width < 1) {
      return "";
    }
    int taken = 0;
    int end = 0;
    while (taken + width(text.codePointAt(end)) <= width - 1) {
      taken += width(text.codePointAt(end));
      end = text.offsetByCodePoints(end, 1);
    }
    return text.substring(0, end) + ELLIPSIS;
  }

  private static int width(int character) {
    return switch (Character.getType(character)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(character) ? 2 : 1;
    };
  }

  private static boolean isWide(int character) {
    for (int i = 0; i < WIDE.length && WIDE[i] <= character; i += 2) {
      if (character <= WIDE[i + 1]) {
        return true;
      }
    }
    return false;
  }
}
