package dev.windrow.ingest.transform;

import dev.windrow.value.Decimals;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Numbers that were written as texts: decimal, with a point, a sign, an exponent and white space around it if need be. */
final class Numbers {

  /** Far more than the digits of a number in range. */
  private static final int MOST_CHARACTERS = 1_000;

  private static final Pattern NUMBER = Pattern.compile("[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");

  private Numbers() {}

  /** The number with the digits that were written; empty when it is none, or out of the range of {@link Decimals}. */
  static Optional<BigDecimal> parse(String text) {
    String number = text.strip();
    boolean good = number.length() <= MOST_CHARACTERS && NUMBER.matcher(number).matches() && Decimals.parse(unsigned(number)).isPresent();
    return good ? Optional.of(new BigDecimal(number)) : Optional.empty();
  }

  /** JSON knows no sign for positive numbers. */
  private static String unsigned(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }
}
