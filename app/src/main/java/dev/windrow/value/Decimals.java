package dev.windrow.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/**
 * Decimal numbers, exact and as written: their text, their limits, and their fast form (rule S11).
 *
 * <p><b>Range.</b> A number is in range when its value, written as d.ddd × 10^e, needs at most {@value #DIGITS} digits and e is
 * within ±{@value #EXPONENT}. Only the value counts, not how it is written: leading and trailing zeros are no digits, {@code 1},
 * {@code 1.000} and {@code 100e-2} are alike, and zero is in range with any exponent.
 *
 * <p><b>Fixed form.</b> Most numbers fit into a {@code long} that counts 10^-{@value #SCALE}: those with at most {@value #SCALE}
 * fraction digits within about ±9.2 billion. The two lowest longs and the highest are never used, so columns can give them a meaning.
 *
 * <p><b>Canonical text.</b> A valid JSON number, the same on any JDK: no zeros that could be left out, plain digits from 10^-6 to
 * below 10^21 ({@code 0.000001}, {@code 120}), else {@code 1.5e25}, {@code 1e-7}; zero is {@code 0}, without a sign. It equals what
 * ECMAScript prints for the numbers that it can hold.
 */
public final class Decimals {

  /** Fraction digits of the fixed form. */
  public static final int SCALE = 9;

  /** Answer for a number that has no fixed form. */
  public static final long NOT_FIXED = Long.MIN_VALUE;

  /** Most significant digits of a number. */
  public static final int DIGITS = 34;

  /** Furthest exponent of a number's first digit, either way. */
  public static final int EXPONENT = 400;

  private static final long MAX_FIXED = Long.MAX_VALUE - 1;
  private static final int MAX_LONG_DIGITS = 19;
  private static final long EXPONENT_CAP = 10_000_000_000L;
  private static final MathContext AVERAGE = new MathContext(16, RoundingMode.HALF_EVEN);
  private static final BigInteger MAX_FIXED_BIG = BigInteger.valueOf(MAX_FIXED);

  /** 10^(SCALE - fraction digits), and the largest number that this can multiply. */
  private static final long[] FACTOR = new long[SCALE + 1];
  private static final long[] MAX_FACTORED = new long[SCALE + 1];

  static {
    long factor = 1;
    for (int fraction = SCALE; fraction >= 0; fraction--) {
      FACTOR[fraction] = factor;
      MAX_FACTORED[fraction] = MAX_FIXED / factor;
      factor *= 10;
    }
  }

  private Decimals() {
  }

  /** The number × 10^{@value #SCALE}, or {@link #NOT_FIXED}. */
  public static long fixed(BigDecimal number) {
    if (number.signum() == 0) {
      return 0;
    }
    BigDecimal normal = number.stripTrailingZeros();
    if (normal.scale() > SCALE || normal.precision() - (long) normal.scale() > MAX_LONG_DIGITS - SCALE) {
      return NOT_FIXED;
    }
    BigInteger fixed = normal.setScale(SCALE).unscaledValue();
    return fixed.abs().compareTo(MAX_FIXED_BIG) > 0 ? NOT_FIXED : fixed.longValue();
  }

  /**
   * The fixed form of the JSON number in {@code ascii[from, to)}, without allocating; {@link #NOT_FIXED} when it has none, and for
   * texts that are left to {@link #parse}: with an exponent, or with more than {@value #SCALE} fraction digits even if these are zeros.
   */
  public static long fixed(byte[] ascii, int from, int to) {
    int length = to - from;
    long fixed = length > 0 && length <= Long.BYTES ? fixedOfFew(Words.rightAligned(ascii, from, length), Long.BYTES - length) : NOT_FIXED;
    return fixed == NOT_FIXED ? fixedOfAny(ascii, from, to) : fixed;
  }

  /** Of up to eight digits, with a point or without, after {@code zeros} that make them eight; {@link #NOT_FIXED} for anything else. */
  private static long fixedOfFew(long text, int zeros) {
    long others = Words.noDigits(text);
    long counts = Words.counts(text);
    if (others == 0) {
      return Words.number(counts) * FACTOR[0];
    }
    int point = Words.first(others);
    boolean onlyPoint = (others & others - 1) == 0 && (byte) (text >>> 8 * point) == '.' && point > zeros;
    return onlyPoint ? Words.number(Words.without(counts, point)) * FACTOR[Long.BYTES - 1 - point] : NOT_FIXED;
  }

  private static long fixedOfAny(byte[] ascii, int from, int to) {
    boolean negative = from < to && ascii[from] == '-';
    int start = negative ? from + 1 : from;
    int point = to;
    long digits = 0;
    for (int i = start; i < to; i++) {
      int digit = ascii[i] - '0';
      if (digit >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
      } else if (ascii[i] == '.' && point == to) {
        point = i;
      } else {
        return NOT_FIXED;
      }
    }
    return fixed(digits, negative, point - start, to - point - 1);
  }

  /** Nineteen digits never overflow an unsigned long, and a negative one is too large for the fixed form anyway. */
  private static long fixed(long digits, boolean negative, int integerDigits, int fractionDigits) {
    int fraction = Math.max(0, fractionDigits);
    boolean tooLong = fraction > SCALE || integerDigits + fraction > MAX_LONG_DIGITS;
    if (tooLong || integerDigits == 0 || digits < 0 || digits > MAX_FACTORED[fraction]) {
      return NOT_FIXED;
    }
    long fixed = digits * FACTOR[fraction];
    return negative ? -fixed : fixed;
  }

  /**
   * The exact value of a valid JSON number, without trailing zeros; empty when it is out of range. Takes time proportional to the
   * length and builds nothing larger than a number in range, however long the text.
   */
  public static Optional<BigDecimal> parse(String jsonNumber) {
    int mantissaEnd = mantissaEnd(jsonNumber);
    char[] significant = new char[DIGITS];
    int count = 0;
    int zeros = 0;
    int afterPoint = -1;
    for (int i = jsonNumber.charAt(0) == '-' ? 1 : 0; i < mantissaEnd; i++) {
      char digit = jsonNumber.charAt(i);
      if (digit == '.') {
        afterPoint = 0;
        continue;
      }
      afterPoint += afterPoint >= 0 ? 1 : 0;
      if (digit == '0') {
        zeros += count > 0 ? 1 : 0;
        continue;
      }
      if (count + zeros >= DIGITS) {
        return Optional.empty();
      }
      for (; zeros > 0; zeros--) {
        significant[count++] = '0';
      }
      significant[count++] = digit;
    }
    if (count == 0) {
      return Optional.of(BigDecimal.ZERO);
    }
    long scale = Math.max(0, afterPoint) - (long) zeros - exponent(jsonNumber, mantissaEnd);
    if (Math.abs(count - 1 - scale) > EXPONENT) {
      return Optional.empty();
    }
    BigInteger unscaled = new BigInteger(new String(significant, 0, count));
    return Optional.of(new BigDecimal(jsonNumber.charAt(0) == '-' ? unscaled.negate() : unscaled, (int) scale));
  }

  /** The number that {@code fixed} stands for, without trailing zeros. */
  public static BigDecimal ofFixed(long fixed) {
    return BigDecimal.valueOf(fixed, SCALE).stripTrailingZeros();
  }

  /** {@code sum / count}, half-even to 16 significant digits, without trailing zeros; {@code count} is at least 1. */
  public static BigDecimal average(BigDecimal sum, long count) {
    return sum.divide(BigDecimal.valueOf(count), AVERAGE).stripTrailingZeros();
  }

  /** The canonical text of the number, see above. */
  public static String text(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    String written = unsignedDigits(number);
    String digits = withoutTrailingZeros(written);
    // The first digit's place does not depend on zeros at the end.
    int exponent = written.length() - number.scale() - 1;
    String sign = number.signum() < 0 ? "-" : "";
    return sign + (exponent > -7 && exponent < 21 ? plain(digits, exponent) : scientific(digits, exponent));
  }

  /** Most numbers fit into a long: writing one takes a third of the time of a BigInteger. */
  private static String unsignedDigits(BigDecimal number) {
    return number.precision() < MAX_LONG_DIGITS
        ? Long.toString(Math.abs(number.movePointRight(number.scale()).longValue()))
        : number.unscaledValue().abs().toString();
  }

  private static String withoutTrailingZeros(String digits) {
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return digits.substring(0, end);
  }

  private static String plain(String digits, int exponent) {
    int integerDigits = exponent + 1;
    if (integerDigits <= 0) {
      return "0." + "0".repeat(-integerDigits) + digits;
    }
    if (integerDigits >= digits.length()) {
      return digits + "0".repeat(integerDigits - digits.length());
    }
    return digits.substring(0, integerDigits) + "." + digits.substring(integerDigits);
  }

  private static String scientific(String digits, int exponent) {
    return (digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1)) + "e" + exponent;
  }

  private static int mantissaEnd(String number) {
    for (int i = 0; i < number.length(); i++) {
      if (number.charAt(i) == 'e' || number.charAt(i) == 'E') {
        return i;
      }
    }
    return number.length();
  }

  /** The written exponent, capped far beyond what any text short enough to exist could bring back into range. */
  private static long exponent(String number, int mantissaEnd) {
    int i = mantissaEnd + 1;
    if (i >= number.length()) {
      return 0;
    }
    boolean negative = number.charAt(i) == '-';
    i += negative || number.charAt(i) == '+' ? 1 : 0;
    long exponent = 0;
    for (; i < number.length(); i++) {
      exponent = Math.min(EXPONENT_CAP, exponent * 10 + number.charAt(i) - '0');
    }
    return negative ? -exponent : exponent;
  }
}
