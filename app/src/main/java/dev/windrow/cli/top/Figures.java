package dev.windrow.cli.top;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Numbers as the live page writes them; those of results are rounded to what a glance takes in. */
final class Figures {

  private static final BigDecimal LONGEST = new BigDecimal("1e15");
  private static final BigDecimal SHORTEST = new BigDecimal("0.0005");
  private static final int DECIMALS = 3;
  private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);

  private static final long[] UNITS = {1_000_000_000_000L, 1_000_000_000L, 1_000_000L, 1_000L};
  private static final List<String> UNIT_NAMES = List.of(" TB", " GB", " MB", " kB");

  private Figures() {}

  /** 1,234,567. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** 1,234.568: whole digits as they are, at most three decimals; 1.235e-7 for what has none of either to show. */
  static String rounded(BigDecimal number) {
    BigDecimal size = number.abs();
    if (number.signum() != 0 && (size.compareTo(SHORTEST) < 0 || size.compareTo(LONGEST) >= 0)) {
      return scientific(number.round(DIGITS).stripTrailingZeros());
    }
    BigDecimal rounded = number.setScale(DECIMALS, RoundingMode.HALF_EVEN).stripTrailingZeros();
    return String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
  }

  private static String scientific(BigDecimal number) {
    String digits = number.unscaledValue().abs().toString();
    long exponent = digits.length() - 1L - number.scale();
    return (number.signum() < 0 ? "-" : "") + digits.charAt(0) + (digits.length() == 1 ? "" : "." + digits.substring(1)) + "e" + exponent;
  }

  /** Per second, as precise as its size deserves: 1,024/s, 12.3/s, 0.45/s. */
  static String rate(double perSecond) {
    int decimals = perSecond >= 100 ? 0 : perSecond >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + decimals + "f/s", perSecond);
  }

  /** 412.9 MB. */
  static String bytes(double number) {
    for (int i = 0; i < UNITS.length; i++) {
      if (number >= UNITS[i]) {
        return String.format(Locale.ROOT, number >= 100 * UNITS[i] ? "%.0f" : "%.1f", number / UNITS[i]) + UNIT_NAMES.get(i);
      }
    }
    return Math.round(number) + " B";
  }

  /** 1 group, 2 groups. */
  static String counted(long number, String noun) {
    return grouped(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** one, two and three. */
  static String list(List<String> items) {
    return items.size() < 2 ? String.join("", items) : String.join(", ", items.subList(0, items.size() - 1)) + " and " + items.get(items.size() - 1);
  }

  /** As {@link #list}, of the first {@code most}; how many more there are stands for the others. */
  static String some(List<String> items, int most) {
    if (items.size() <= most) {
      return list(items);
    }
    return list(List.of(String.join(", ", items.subList(0, most)), items.size() - most + " more"));
  }
}
