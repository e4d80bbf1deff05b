package dev.windrow.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A whole number with its unit, as in {@code 250ms} or {@code 64KiB}. There is no unit by default: a bare number is a problem. */
final class Quantity {

  /** Durations, in milliseconds. */
  static final Quantity DURATION = new Quantity("a duration", units("ms", 1, "s", 1_000, "m", 60_000, "h", 3_600_000, "d", 86_400_000));

  /** Sizes, in bytes. */
  static final Quantity SIZE = new Quantity("a size", units("B", 1, "KiB", 1 << 10, "MiB", 1 << 20, "GiB", 1 << 30));

  private static final Pattern FORM = Pattern.compile("([0-9]+)([A-Za-zµ]*)");
  private static final int MOST_DIGITS = 18;

  private final String what;
  private final Map<String, Long> units;

  private Quantity(String what, Map<String, Long> units) {
    this.what = what;
    this.units = units;
  }

  /** {@code a duration of 10ms..1m, as in 200ms}. */
  String expected(Range range, String example) {
    return what + " of " + text(range.min()) + ".." + text(range.max()) + ", as in " + example;
  }

  Parsed<Long> parse(String text, String expected, Range range) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Parsed.bad(expected, "write a whole number and its unit: " + unitNames());
    }
    if (form.group(2).isEmpty()) {
      return Parsed.bad(expected, "write the unit: " + unitNames());
    }
    Long unit = units.get(form.group(2));
    if (unit == null) {
      return Parsed.bad(expected, "the units are " + unitNames());
    }
    return inRange(form.group(1), unit, range) ? Parsed.good(Long.parseLong(form.group(1)) * unit) : Parsed.bad(expected, "");
  }

  /** In the largest unit that leaves a whole number. */
  String text(long amount) {
    String text = "";
    for (Map.Entry<String, Long> unit : units.entrySet()) {
      if (text.isEmpty() || amount != 0 && amount % unit.getValue() == 0) {
        text = amount / unit.getValue() + unit.getKey();
      }
    }
    return text;
  }

  private static boolean inRange(String digits, long unit, Range range) {
    if (digits.length() > MOST_DIGITS) {
      return false;
    }
    long number = Long.parseLong(digits);
    return number <= range.max() / unit && range.contains(number * unit);
  }

  private String unitNames() {
    return units.keySet().stream().collect(Collectors.joining(", "));
  }

  private static Map<String, Long> units(Object... namesAndAmounts) {
    Map<String, Long> units = new LinkedHashMap<>();
    for (int i = 0; i < namesAndAmounts.length; i += 2) {
      units.put((String) namesAndAmounts[i], ((Number) namesAndAmounts[i + 1]).longValue());
    }
    return units;
  }
}
