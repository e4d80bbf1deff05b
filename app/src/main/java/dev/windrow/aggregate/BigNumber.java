package dev.windrow.aggregate;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.Decimals;
import dev.windrow.value.MalformedBytesException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * The bytes of a decimal that has no fixed form: its scale as a signed variable-length number, then the block of its unscaled value,
 * two's complement, big-endian, as short as possible, without trailing decimal zeros. One number has one encoding.
 *
 * <p>Bounds: those of a sum of any 2^63 numbers in range ({@link Decimals}).
 */
final class BigNumber {

  /** The last digit of a number in range stands at 10^-433 at the furthest, the first of a sum below 10^421. */
  private static final int MAX_SCALE = Decimals.EXPONENT + Decimals.DIGITS - 1;
  private static final int MIN_SCALE = -(Decimals.EXPONENT + 20);

  /** 433 + 421 decimal digits need at most 355. */
  private static final int MAX_BYTES = 360;

  private BigNumber() {
  }

  static void write(ByteWriter out, BigDecimal number) {
    BigDecimal normal = number.stripTrailingZeros();
    out.writeZigZag(normal.scale());
    out.writeBlock(normal.unscaledValue().toByteArray());
  }

  /** MalformedBytesException for what {@link #write} would not have written for this number, or for one out of bounds. */
  static BigDecimal read(ByteReader in) {
    int start = in.position();
    long scale = in.readZigZag();
    byte[] unscaled = in.readBlock();
    if (scale < MIN_SCALE || scale > MAX_SCALE || unscaled.length == 0 || unscaled.length > MAX_BYTES) {
      String bounds = "a scale from " + MIN_SCALE + " to " + MAX_SCALE + " and 1 to " + MAX_BYTES + " bytes";
      throw new MalformedBytesException(start, bounds, scale + " and " + unscaled.length + " bytes");
    }
    BigDecimal number = new BigDecimal(new BigInteger(unscaled), (int) scale);
    boolean canonical = number.stripTrailingZeros().scale() == scale && Arrays.equals(number.unscaledValue().toByteArray(), unscaled);
    if (!canonical || Decimals.fixed(number) != Decimals.NOT_FIXED) {
      throw new MalformedBytesException(start, "the canonical form of a number without a fixed form", number.toString());
    }
    return number;
  }
}
