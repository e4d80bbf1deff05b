package dev.windrow.aggregate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * The figures of an aggregation: which fields must be collected for them, and how they are read out of an {@link Accumulator}.
 * Immutable.
 */
public final class Measures {

  private final List<Measure> measures;
  private final List<String> fields;

  /** The index in {@link #fields} of each measure's field; -1 for one that has none. */
  private final int[] fieldOf;

  public Measures(List<Measure> measures) {
    this.measures = List.copyOf(measures);
    this.fields = measures.stream().map(Measure::field).flatMap(Optional::stream).distinct().toList();
    this.fieldOf = measures.stream().mapToInt(measure -> measure.field().map(fields::indexOf).orElse(-1)).toArray();
  }

  /** The measured fields, each once, in the order in which they are first used. */
  public List<String> fields() {
    return fields;
  }

  /** An empty accumulator for these measures. */
  public Accumulator newAccumulator() {
    return new Accumulator(fields.size());
  }

  /**
   * The figures in declared order: a Long for a count, else a BigDecimal without trailing zeros, or null when no event had a number
   * (rule S10). IllegalArgumentException when the accumulator was made for other measures.
   */
  public List<Object> values(Accumulator accumulator) {
    if (accumulator.fields() != fields.size()) {
      throw new IllegalArgumentException(
          "expected an accumulator of the fields " + fields + ", found one of " + accumulator.fields() + " fields");
    }
    List<Object> values = new ArrayList<>(measures.size());
    for (int i = 0; i < fieldOf.length; i++) {
      values.add(value(measures.get(i).function(), fieldOf[i], accumulator));
    }
    return Collections.unmodifiableList(values);
  }

  private static Object value(Function function, int field, Accumulator accumulator) {
    if (function == Function.COUNT) {
      return accumulator.count();
    }
    NumberSummary summary = accumulator.field(field);
    return switch (function) {
      case SUM -> summary.sum().orElse(null);
      case AVG -> summary.average().orElse(null);
      case MIN -> summary.lowest().orElse(null);
      case MAX -> summary.highest().orElse(null);
      case COUNT -> throw new IllegalStateException("count() has no field");
    };
  }
}
