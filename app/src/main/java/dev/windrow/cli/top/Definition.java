package dev.windrow.cli.top;

import java.util.List;

/** An aggregation as {@code /api/v1/aggregations} tells it. */
record Definition(String name, List<String> groupBy, List<Measure> measures, Window window) {

  Definition {
    name = name == null ? "" : name;
    groupBy = groupBy == null ? List.of() : List.copyOf(groupBy);
    measures = measures == null ? List.of() : List.copyOf(measures);
    window = window == null ? new Window(0, 0) : window;
  }

  record Measure(String name) {}

  record Window(long sizeMs, long graceMs) {}
}
