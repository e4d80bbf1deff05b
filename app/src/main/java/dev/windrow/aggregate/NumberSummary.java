package dev.windrow.aggregate;

import static dev.windrow.value.Decimals.NOT_FIXED;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.Decimals;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.value.NumberColumn;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Count, sum, lowest and highest of a number field over the rows that have one; exact (rules S10 and S11).
 *
 * <p>Hot path: adding a number in fixed form ({@link Decimals}) takes a few additions and comparisons and allocates nothing. A sum
 * that leaves the long spills over into a BigDecimal; numbers without a fixed form are kept as BigDecimals. Which way a sum or an
 * extreme came about shows nowhere: answers and bytes depend on its value alone.
 *
 * <p>Encoded as the count and, unless that is 0, a byte of flags (which of the numbers have no fixed form: 1 the sum, 2 the lowest, 4
 * the highest) and the three numbers: fixed ones as a signed variable-length number, others as {@link BigNumber}. Takes about 70 bytes
 * of memory, and up to 1 KiB more when numbers of extremely different size are summed.
 */
public final class NumberSummary implements Aggregate<NumberColumn, NumberSummary> {

  private static final int BIG_SUM = 1;
  private static final int BIG_LOWEST = 2;
  private static final int BIG_HIGHEST = 4;

  /** No fixed number is as high, or as low, as these: there is none yet. */
  private static final long NO_LOWEST = Long.MAX_VALUE;
  private static final long NO_HIGHEST = Long.MIN_VALUE;

  /** 10 to the power of the digits that an average has at most. */
  private static final long SHORT_AVERAGE = 10_000_000_000_000_000L;

  private long count;

  /** The sum is this, at the fixed scale, plus {@code spilled}. */
  private long fixedSum;
  private BigDecimal spilled = BigDecimal.ZERO;

  private long lowestFixed = NO_LOWEST;
  private long highestFixed = NO_HIGHEST;

  /** The extremes among the numbers without a fixed form; null while there are none. */
  private BigDecimal lowestBig;
  private BigDecimal highestBig;

  /** Adds the number that the column has in this row, if it has one. */
  @Override
  public void add(NumberColumn column, int row) {
    if (column.isFixed(row)) {
      addFixed(column.fixed(row));
    } else if (!column.isNone(row)) {
      addBig(column.big(row));
    }
  }

  @Override
  public void merge(NumberSummary other) {
    count += other.count;
    addToSum(other.spilled);
    addToSum(other.fixedSum);
    lowestFixed = Math.min(lowestFixed, other.lowestFixed);
    highestFixed = Math.max(highestFixed, other.highestFixed);
    lowestBig = lower(lowestBig, other.lowestBig);
    highestBig = higher(highestBig, other.highestBig);
  }

  /** How many rows had a number. */
  public long count() {
    return count;
  }

  /** The exact sum; empty when no row had a number. */
  public Optional<BigDecimal> sum() {
    return count == 0 ? Optional.empty() : Optional.of(exactSum());
  }

  /** Sum / count, half-even to 16 significant digits; empty when no row had a number. */
  public Optional<BigDecimal> average() {
    return hasShortAverage() ? Optional.of(Decimals.ofFixed(fixedSum / count)) : sum().map(sum -> Decimals.average(sum, count));
  }

  /** Empty when no row had a number. */
  public Optional<BigDecimal> lowest() {
    BigDecimal fixed = lowestFixed == NO_LOWEST ? null : Decimals.ofFixed(lowestFixed);
    return Optional.ofNullable(lower(fixed, lowestBig));
  }

  /** Empty when no row had a number. */
  public Optional<BigDecimal> highest() {
    BigDecimal fixed = highestFixed == NO_HIGHEST ? null : Decimals.ofFixed(highestFixed);
    return Optional.ofNullable(higher(fixed, highestBig));
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeVarLong(count);
    if (count > 0) {
      encodeNumbers(out);
    }
  }

  /** Reads what {@link #encode} wrote; MalformedBytesException for anything else. */
  public static NumberSummary decode(ByteReader in) {
    NumberSummary summary = new NumberSummary();
    summary.count = in.readVarLong();
    if (summary.count > 0) {
      summary.decodeNumbers(in);
    }
    return summary;
  }

  private void addFixed(long number) {
    count++;
    addToSum(number);
    lowestFixed = Math.min(lowestFixed, number);
    highestFixed = Math.max(highestFixed, number);
  }

  private void addBig(BigDecimal number) {
    count++;
    addToSum(number);
    lowestBig = lower(lowestBig, number);
    highestBig = higher(highestBig, number);
  }

  private void addToSum(long fixed) {
    long sum = fixedSum + fixed;
    boolean overflow = ((fixedSum ^ sum) & (fixed ^ sum)) < 0;
    if (overflow) {
      addToSum(BigDecimal.valueOf(fixedSum, Decimals.SCALE));
      sum = fixed;
    }
    fixedSum = sum;
  }

  private void addToSum(BigDecimal number) {
    if (number.signum() != 0) {
      spilled = spilled.add(number);
    }
  }

  /** Whether the average has a fixed form of no more digits than it is rounded to: with very many groups, most are of one number. */
  private boolean hasShortAverage() {
    if (count == 0 || spilled.signum() != 0 || fixedSum % count != 0) {
      return false;
    }
    long average = fixedSum / count;
    return average > -SHORT_AVERAGE && average < SHORT_AVERAGE;
  }

  private BigDecimal exactSum() {
    return spilled.signum() == 0 ? Decimals.ofFixed(fixedSum) : spilled.add(BigDecimal.valueOf(fixedSum, Decimals.SCALE)).stripTrailingZeros();
  }

  private void encodeNumbers(ByteWriter out) {
    long sum = spilled.signum() == 0 && isFixed(fixedSum) ? fixedSum : Decimals.fixed(exactSum());
    long lowest = lowestBig == null ? lowestFixed : Decimals.fixed(lowest().orElseThrow());
    long highest = highestBig == null ? highestFixed : Decimals.fixed(highest().orElseThrow());
    out.writeByte(flag(sum, BIG_SUM) | flag(lowest, BIG_LOWEST) | flag(highest, BIG_HIGHEST));
    write(out, sum, sum == NOT_FIXED ? exactSum() : null);
    write(out, lowest, lowest == NOT_FIXED ? lowestBig : null);
    write(out, highest, highest == NOT_FIXED ? highestBig : null);
  }

  private void decodeNumbers(ByteReader in) {
    int start = in.position();
    int flags = in.readByte();
    if (flags > (BIG_SUM | BIG_LOWEST | BIG_HIGHEST)) {
      throw new MalformedBytesException(start, "flags from 0 to 7", Integer.toString(flags));
    }
    if ((flags & BIG_SUM) == 0) {
      fixedSum = readFixed(in);
    } else {
      spilled = BigNumber.read(in);
    }
    if ((flags & BIG_LOWEST) == 0) {
      lowestFixed = readFixed(in);
    } else {
      lowestBig = BigNumber.read(in);
    }
    if ((flags & BIG_HIGHEST) == 0) {
      highestFixed = readFixed(in);
    } else {
      highestBig = BigNumber.read(in);
    }
    requireOrder(start);
  }

  private void requireOrder(int start) {
    boolean bothFixed = lowestBig == null && highestBig == null;
    if (bothFixed && lowestFixed <= highestFixed) {
      return;
    }
    BigDecimal lowest = lowest().orElseThrow();
    BigDecimal highest = highest().orElseThrow();
    if (lowest.compareTo(highest) > 0) {
      String found = Decimals.text(lowest) + " and " + Decimals.text(highest);
      throw new MalformedBytesException(start, "a lowest number up to the highest", found);
    }
  }

  private static void write(ByteWriter out, long fixed, BigDecimal big) {
    if (big == null) {
      out.writeZigZag(fixed);
    } else {
      BigNumber.write(out, big);
    }
  }

  private static long readFixed(ByteReader in) {
    int start = in.position();
    long number = in.readZigZag();
    if (!isFixed(number)) {
      throw new MalformedBytesException(start, "a number in fixed form", Long.toString(number));
    }
    return number;
  }

  /** The fixed form leaves out the two lowest longs and the highest. */
  private static boolean isFixed(long number) {
    return number > Long.MIN_VALUE + 1 && number < Long.MAX_VALUE;
  }

  private static int flag(long number, int flag) {
    return number == NOT_FIXED ? flag : 0;
  }

  private static BigDecimal lower(BigDecimal a, BigDecimal b) {
    return a == null || b != null && b.compareTo(a) < 0 ? b : a;
  }

  private static BigDecimal higher(BigDecimal a, BigDecimal b) {
    return a == null || b != null && b.compareTo(a) > 0 ? b : a;
  }
}
