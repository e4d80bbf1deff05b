package dev.windrow.benchmark.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.IntStream;

/** Percentiles by nearest rank: always a value that was measured, the smallest with at least that share at or below it. */
public final class Percentiles {

  private final double[] sorted;

  /** Of at least one value. */
  public Percentiles(Collection<Double> values) {
    this(values.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Of at least one value. */
  public Percentiles(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("expected at least one measurement, found none");
    }
    sorted = values.clone();
    Arrays.sort(sorted);
  }

  /** @param percent above 0, at most 100 */
  public double at(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  /** How much more than the others at most: the largest difference of any percentile from the first to the highest value. */
  public double excessOver(Percentiles others) {
    return IntStream.rangeClosed(1, 100).mapToDouble(percent -> at(percent) - others.at(percent)).max().orElseThrow();
  }

  public int size() {
    return sorted.length;
  }
}
