package dev.windrow.benchmark.peer;

import java.io.Serializable;

/** Count, sum, minimum and maximum of a group in a window. Mutable and open for the same reason as {@link Event}. */
public class Stats implements Serializable {

  private static final long serialVersionUID = 1;

  public long count;
  public double sum;
  public double min = Double.POSITIVE_INFINITY;
  public double max = Double.NEGATIVE_INFINITY;

  public Stats() {}

  public Stats add(double value) {
    count++;
    sum += value;
    min = Math.min(min, value);
    max = Math.max(max, value);
    return this;
  }

  public Stats merge(Stats other) {
    count += other.count;
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
    return this;
  }

  public double average() {
    return sum / count;
  }
}
