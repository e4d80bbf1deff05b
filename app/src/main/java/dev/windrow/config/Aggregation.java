package dev.windrow.config;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import dev.windrow.value.Sha256;
import dev.windrow.window.Tumbling;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * One question asked of the events: how they are grouped, in which windows, and what is computed.
 *
 * @param name names it in results and metrics; no other aggregation has it
 * @param groupBy the fields to group by, each once; with none, all events of a window are one group
 * @param window the windows
 * @param measures what is computed, at least one; names are unique, also among the group fields, and not {@link #RESERVED}
 * @param output the topic for the results; several aggregations may share one
 */
public record Aggregation(String name, List<FieldPath> groupBy, Tumbling window, List<Measure> measures, String output) {

  /** The fields that every result has (DESIGN §5): no group field or measure can be called so. */
  public static final List<String> RESERVED = List.of("aggregation", "window_start", "window_end", "status", "revision");

  static final Range SIZE_MS = new Range(1, Range.LONGEST_MS);
  static final Range GRACE_MS = new Range(0, Range.LONGEST_MS);

  private static final int ID_BYTES = 4;

  public Aggregation {
    groupBy = List.copyOf(groupBy);
    measures = List.copyOf(measures);
    Names.AGGREGATION.require("name", name);
    Names.TOPIC.require("output", output);
    SIZE_MS.require("window.sizeMs", window.sizeMs());
    GRACE_MS.require("window.graceMs", window.graceMs());
    Problems problems = new Problems();
    Rules.fields(name, groupBy, measures, problems);
    problems.rejectAny();
  }

  /**
   * The name and a hash of the definition: everything but the output. State that was kept under another id is not used, so
   * a changed definition starts fresh.
   */
  public String id() {
    return name + "-" + HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(definition().getBytes(StandardCharsets.UTF_8)), ID_BYTES));
  }

  /** The names of the group fields in a result, in their order. */
  public List<String> groupNames() {
    return groupBy.stream().map(FieldPath::toString).toList();
  }

  /** The names of the measures in a result, in their order. */
  public List<String> measureNames() {
    return measures.stream().map(Measure::name).toList();
  }

  /** Whether a measure counts, so that it always has a value, and a whole one. */
  public boolean isCount(String measure) {
    return measures.stream().anyMatch(found -> found.name().equals(measure) && found.field().isEmpty());
  }

  /** Unambiguous, because every text has its length in front. Never change it: all ids would change. */
  private String definition() {
    StringBuilder text = new StringBuilder("tumbling ").append(window.sizeMs()).append(" grace ").append(window.graceMs());
    text.append(" group-by ").append(groupBy.size());
    groupBy.forEach(field -> appendText(text, field.toString()));
    text.append(" measures ").append(measures.size());
    measures.forEach(measure -> {
      appendText(text, measure.name());
      appendText(text, measure.expression());
    });
    return text.toString();
  }

  private static void appendText(StringBuilder out, String text) {
    out.append(' ').append(text.length()).append(':').append(text);
  }
}
