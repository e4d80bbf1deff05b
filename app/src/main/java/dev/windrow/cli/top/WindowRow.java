package dev.windrow.cli.top;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;

/**
 * A group of a window as {@code /api/v1/aggregations/…/windows} tells it, made ready to be shown.
 *
 * @param group its values, in the order of the definition
 * @param figures of its measures, likewise
 */
record WindowRow(Instant start, Instant end, String status, long revision, List<String> group, List<String> figures) {

  private static final String OPEN = "open";
  private static final String NOTHING = "–";

  WindowRow {
    group = List.copyOf(group);
    figures = List.copyOf(figures);
  }

  static WindowRow of(Definition definition, JsonNode row) {
    return new WindowRow(
        Instant.parse(row.path("window_start").asText()),
        Instant.parse(row.path("window_end").asText()),
        row.path("status").asText(),
        row.path("revision").asLong(),
        definition.groupBy().stream().map(field -> value(row.path(field))).toList(),
        definition.measures().stream().map(measure -> figure(row.path(measure.name()))).toList());
  }

  boolean isOpen() {
    return status.equals(OPEN);
  }

  boolean isRevised() {
    return status.equals("revised");
  }

  private static String value(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return "(null)";
    }
    return value.asText().isEmpty() ? "(empty)" : value.asText();
  }

  private static String figure(JsonNode value) {
    return value.isNumber() ? Figures.rounded(value.decimalValue()) : NOTHING;
  }
}
