package dev.windrow.benchmark.measure;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/** What repeated measurements of one quantity have shown: the median, and between what they lay. */
public record Spread(double median, double min, double max) {

  /** Of at least one value; of an even number of them the median is the mean of the two in the middle. */
  public static Spread of(Collection<Double> values) {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("expected at least one measurement, found none");
    }
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1]);
  }

  public static Spread of(double... values) {
    return of(Arrays.stream(values).boxed().toList());
  }

  /** The median with the others beside it, such as {@code 3.41 (3.32–3.55)}. */
  public String text(int decimals) {
    return format(median, decimals) + (min == max ? "" : " (" + format(min, decimals) + "–" + format(max, decimals) + ")");
  }

  private static String format(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
