package dev.windrow.simulator.truth;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/** Decimals as results show them: exact, averages half-even to 16 significant digits, one text per number. */
final class Numbers {

  private static final MathContext AVERAGE = new MathContext(16, RoundingMode.HALF_EVEN);
  private static final int SCALE = 5;
  private static final int LEAST_PLAIN_EXPONENT = -7;
  private static final int MOST_PLAIN_EXPONENT = 21;

  private Numbers() {
  }

  static BigDecimal ofUnits(BigInteger units) {
    return new BigDecimal(units, SCALE);
  }

  static BigDecimal average(BigDecimal sum, long count) {
    return sum.divide(BigDecimal.valueOf(count), AVERAGE);
  }

  /** Plain and without trailing zeros; below 0.000001 and from 10^21 on with an exponent, as in 2.5e-8. */
  static String text(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = number.stripTrailingZeros();
    int exponent = stripped.precision() - stripped.scale() - 1;
    if (exponent > LEAST_PLAIN_EXPONENT && exponent < MOST_PLAIN_EXPONENT) {
      return stripped.toPlainString();
    }
    BigDecimal leading = new BigDecimal(stripped.unscaledValue(), stripped.precision() - 1);
    return leading.toPlainString() + "e" + exponent;
  }
}
