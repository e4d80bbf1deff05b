package dev.windrow.benchmark.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Something that was set as a goal, and what was measured of it.
 *
 * @param number of the goal
 * @param name what was measured, with its unit last
 * @param value nothing when it could not be measured: then the goal is not met
 * @param bound as it is written
 */
public record Goal(int number, String name, OptionalDouble value, Side side, String bound) {

  private static final int DIGITS = 3;

  public static Goal atLeast(int number, String name, OptionalDouble value, String bound) {
    return new Goal(number, name, value, Side.AT_LEAST, bound);
  }

  public static Goal atMost(int number, String name, OptionalDouble value, String bound) {
    return new Goal(number, name, value, Side.AT_MOST, bound);
  }

  public boolean isMet() {
    return value.isPresent() && side.holds(value.getAsDouble(), Double.parseDouble(bound));
  }

  /** Such as {@code goal 1 throughput/raw 0.68 (>= 0.65) met}. Rounded against us, so that what is shown never looks better than it is. */
  public String line() {
    String found = value.isPresent() ? side.rounded(value.getAsDouble()) : "not measured";
    return "goal " + number + " " + name + " " + found + " (" + side.sign + " " + bound + ") " + (isMet() ? "met" : "NOT MET");
  }

  /** Whether more or less is better. */
  public enum Side {
    AT_LEAST(">=", RoundingMode.DOWN),
    AT_MOST("<=", RoundingMode.UP);

    private final String sign;
    private final RoundingMode rounding;

    Side(String sign, RoundingMode rounding) {
      this.sign = sign;
      this.rounding = rounding;
    }

    /** Not a number never holds. */
    private boolean holds(double value, double bound) {
      return this == AT_LEAST ? value >= bound : value <= bound;
    }

    private String rounded(double value) {
      if (!Double.isFinite(value)) {
        return String.format(Locale.ROOT, "%f", value);
      }
      // First to what a double can tell apart, or 0.3 would be shown as 0.299.
      BigDecimal exact = new BigDecimal(value).round(new MathContext(12));
      int wholeDigits = exact.precision() - exact.scale();
      int decimals = exact.signum() == 0 ? 0 : Math.max(0, DIGITS - Math.max(1, wholeDigits));
      return exact.setScale(decimals, rounding).toPlainString();
    }
  }
}
