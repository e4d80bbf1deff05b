package dev.windrow.value;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A column of numbers: for each row one number, fixed ({@link Decimals#fixed}) or big, or none.
 *
 * <p>Rows are written in ascending order; the row written last may be written again; rows that were passed over have none. The column
 * grows as needed and allocates nothing per row. Confined to one thread.
 */
public final class NumberColumn {

  private static final long NONE = Long.MIN_VALUE;
  private static final long BIG = Long.MIN_VALUE + 1;
  private static final BigDecimal[] NO_BIGS = {};

  private long[] values;
  private BigDecimal[] bigs = NO_BIGS;
  private int rows;

  /** A column with room for {@code capacity} rows before it grows. */
  public NumberColumn(int capacity) {
    values = new long[Math.max(1, capacity)];
  }

  /** The row has no number. */
  public void none(int row) {
    put(row, NONE);
  }

  /** The row has the number {@code fixed}, which must be one that {@link Decimals#fixed} answers. */
  public void fixed(int row, long fixed) {
    put(row, fixed);
  }

  /** The row has a number that has no fixed form. */
  public void big(int row, BigDecimal number) {
    put(row, BIG);
    if (row >= bigs.length) {
      bigs = Arrays.copyOf(bigs, values.length);
    }
    bigs[row] = number;
  }

  public boolean isNone(int row) {
    return row >= rows || values[row] == NONE;
  }

  public boolean isFixed(int row) {
    return row < rows && values[row] > BIG;
  }

  /** The number in its fixed form; only where {@link #isFixed}. */
  public long fixed(int row) {
    return values[row];
  }

  /** The number; only where it is neither fixed nor none. */
  public BigDecimal big(int row) {
    return bigs[row];
  }

  /** Nothing is asked any more: the numbers may go, though the column is still referred to. */
  public void release() {
    values = null;
    bigs = null;
  }

  private void put(int row, long value) {
    if (row >= values.length) {
      values = Arrays.copyOf(values, Math.max(row + 1, 2 * values.length));
    }
    if (row > rows) {
      Arrays.fill(values, rows, row, NONE);
    }
    values[row] = value;
    rows = Math.max(rows, row + 1);
  }
}
