package dev.windrow.benchmark.measure;

import java.util.Collection;

/** Percentiles by nearest rank: always a value that was measured, the smallest with at least that share at or below it. */
public final class Percentiles {

  private final double[] sorted;

  /** Of at least one value. */
  public Percentiles(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("expected at least one measurement, found none");
    }
    sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  /** @param percent above 0, at most 100 */
  public double at(double percent) {
    int rank = (int) Math.ceil(percent / 100 * sorted.length);
    return sorted[Math.max(1, rank) - 1];
  }

  public int size() {
    return sorted.length;
  }
}
