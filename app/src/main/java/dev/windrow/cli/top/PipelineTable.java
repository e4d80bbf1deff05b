package dev.windrow.cli.top;

import java.util.ArrayList;
import java.util.List;

/** The sources and sinks: what has gone through them, and what is wrong with those that do not go on. */
final class PipelineTable {

  private static final List<Table.Column> COLUMNS = List.of(
      Table.Column.text("PIPELINE"), Table.Column.text("state"), Table.Column.figure("records"), Table.Column.figure("dead letters"),
      Table.Column.figure("failed"), Table.Column.text("instance"), Table.Column.text(""));

  private PipelineTable() {}

  /** Whether there are any. */
  static boolean isNeeded(StatusReport status) {
    return status.instances().stream().anyMatch(instance -> !instance.pipelines().isEmpty());
  }

  static Section section(StatusReport status) {
    List<Listing.Row> rows = new ArrayList<>();
    status.instances().forEach(instance -> instance.pipelines().forEach(pipeline -> rows.add(row(pipeline, instance.instance()))));
    return new Listing(List.of(), COLUMNS, rows, "pipeline", 1);
  }

  private static Listing.Row row(StatusReport.Pipeline pipeline, String instance) {
    boolean failed = pipeline.state().equals("failed");
    return new Listing.Row(List.of(
        Span.of(pipeline.kind() + " " + pipeline.name()),
        new Span(Health.words(pipeline.state()), failed ? Style.BAD : Style.GOOD),
        Span.of(Figures.grouped(pipeline.records())),
        Span.of(Figures.grouped(pipeline.rejected())),
        new Span(Figures.grouped(pipeline.failedParts()), pipeline.failedParts() > 0 ? Style.BAD : Style.SOFT),
        Span.of(instance),
        new Span(pipeline.error(), Style.BAD)), failed ? 0 : 2);
  }
}
