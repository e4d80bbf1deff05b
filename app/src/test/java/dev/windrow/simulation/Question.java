package dev.windrow.simulation;

import java.util.List;

/** An aggregation as it is configured; all of them count, and measure {@code value} in every way there is. */
record Question(String name, List<String> groupBy, long sizeMs, long graceMs, String output) {

  long start(long time) {
    return time / sizeMs * sizeMs;
  }

  long closesAt(long start) {
    return start + sizeMs + graceMs;
  }

  /** Names are unique; cells are looked up often. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Question question && question.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  String yaml() {
    return """
          - name: %s
            group-by: [%s]
            window: {tumbling: %dms, grace: %dms}
            measures: {n: count(), total: sum(value), mean: avg(value), low: min(value), high: max(value)}
            output: %s
        """.formatted(name, String.join(", ", groupBy), sizeMs, graceMs, output);
  }
}
