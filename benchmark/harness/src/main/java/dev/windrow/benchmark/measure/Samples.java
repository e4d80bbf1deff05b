package dev.windrow.benchmark.measure;

import java.util.Arrays;

/** Measurements as they come, many of them. Confined to one thread. */
public final class Samples {

  private double[] values = new double[1024];
  private int size;

  public void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, 2 * size);
    }
    values[size++] = value;
  }

  public int size() {
    return size;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Of at least one. */
  public Percentiles percentiles() {
    return new Percentiles(Arrays.copyOf(values, size));
  }
}
