package dev.windrow.simulator.event;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/**
 * A distribution of values with at most 5 decimals, between −1,000,000,000 and 1,000,000,000. What falls outside is set to
 * the nearest bound.
 */
public sealed interface Values {

  /** Decimals of a value: internally values are whole numbers of 0.00001. */
  int SCALE = 5;

  BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000_000);

  /** The value for a draw, in units of 0.00001. */
  long units(long draw);

  /** {@code uniform:LOW:HIGH}, {@code normal:MEAN:DEVIATION}, {@code exponential:MEAN} or {@code constant:VALUE}. */
  static Values parse(String text) {
    List<String> parts = Arrays.asList(text.split(":", -1));
    return switch (parts.get(0) + "/" + (parts.size() - 1)) {
      case "uniform/2" -> Uniform.between(number(parts.get(1)), number(parts.get(2)));
      case "normal/2" -> new Normal(number(parts.get(1)).doubleValue(), number(parts.get(2)).doubleValue());
      case "exponential/1" -> new Exponential(number(parts.get(1)).doubleValue());
      case "constant/1" -> new Constant(wholeUnits(number(parts.get(1))));
      default -> throw new IllegalArgumentException("expected uniform:LOW:HIGH, normal:MEAN:DEVIATION, exponential:MEAN or constant:VALUE");
    };
  }

  private static BigDecimal number(String text) {
    BigDecimal number;
    try {
      number = new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected a number, found '" + text + "'", e);
    }
    if (number.abs().compareTo(HIGHEST) > 0) {
      throw new IllegalArgumentException("expected a number between -1000000000 and 1000000000, found " + text);
    }
    return number;
  }

  private static long wholeUnits(BigDecimal number) {
    return number.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }

  private static long rounded(double number) {
    double bound = HIGHEST.doubleValue();
    return Math.round(Math.max(-bound, Math.min(bound, number)) * 100_000);
  }

  /** All values from low (included) to high (not included) are equally likely. */
  record Uniform(long lowUnits, long highUnits) implements Values {

    public Uniform {
      if (lowUnits >= highUnits) {
        throw new IllegalArgumentException("expected the low end to be below the high end by at least 0.00001");
      }
    }

    static Uniform between(BigDecimal low, BigDecimal high) {
      return new Uniform(wholeUnits(low), wholeUnits(high));
    }

    @Override
    public long units(long draw) {
      return lowUnits + Draws.below(draw, highUnits - lowUnits);
    }
  }

  /** By Box and Muller's method. */
  record Normal(double mean, double deviation) implements Values {

    public Normal {
      if (!(deviation >= 0)) {
        throw new IllegalArgumentException("expected a deviation of at least 0, found " + deviation);
      }
    }

    @Override
    public long units(long draw) {
      double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - Draws.unit(draw)));
      double angle = 2 * StrictMath.PI * Draws.unit(Draws.again(draw));
      return rounded(mean + deviation * radius * StrictMath.cos(angle));
    }
  }

  /** Many small values, few large ones. */
  record Exponential(double mean) implements Values {

    public Exponential {
      if (!(mean > 0)) {
        throw new IllegalArgumentException("expected a mean above 0, found " + mean);
      }
    }

    @Override
    public long units(long draw) {
      return rounded(-mean * StrictMath.log(1 - Draws.unit(draw)));
    }
  }

  /** Always the same. */
  record Constant(long valueUnits) implements Values {

    @Override
    public long units(long draw) {
      return valueUnits;
    }
  }
}
