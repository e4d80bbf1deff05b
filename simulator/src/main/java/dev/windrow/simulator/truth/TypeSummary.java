package dev.windrow.simulator.truth;

import java.math.BigInteger;

/** Count, exact sum, lowest and highest value of a type in a window, in units of 0.00001. The sum moves on when a long is full. */
final class TypeSummary {

  private long count;
  private long sum;
  private BigInteger sumBefore = BigInteger.ZERO;
  private long min = Long.MAX_VALUE;
  private long max = Long.MIN_VALUE;

  void add(long units) {
    count++;
    min = Math.min(min, units);
    max = Math.max(max, units);
    long next = sum + units;
    if (((sum ^ next) & (units ^ next)) < 0) {
      sumBefore = sumBefore.add(BigInteger.valueOf(sum));
      next = units;
    }
    sum = next;
  }

  long count() {
    return count;
  }

  BigInteger sum() {
    return sumBefore.add(BigInteger.valueOf(sum));
  }

  long min() {
    return min;
  }

  long max() {
    return max;
  }
}
