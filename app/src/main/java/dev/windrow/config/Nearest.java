package dev.windrow.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that someone probably meant: the one with the smallest Levenshtein distance, case and '-' or '_' aside. */
public final class Nearest {

  private Nearest() {}

  /** A hint that names the nearest of {@code known}; empty when none shares at least half of its letters. */
  static String hint(String word, Collection<String> known) {
    return of(word, known).map(nearest -> "did you mean " + nearest + "?").orElse("");
  }

  /** The nearest of {@code known}; empty when none shares at least half of its letters. */
  public static Optional<String> of(String word, Collection<String> known) {
    String plain = plain(word);
    return known.stream()
        .filter(candidate -> distance(plain, plain(candidate)) <= Math.max(plain.length(), plain(candidate).length()) / 2)
        .min(Comparator.<String>comparingInt(candidate -> distance(plain, plain(candidate))).thenComparing(Comparator.naturalOrder()));
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, 1 + Math.min(above[j], row[j - 1]));
      }
      above = row;
    }
    return above[b.length()];
  }
}
