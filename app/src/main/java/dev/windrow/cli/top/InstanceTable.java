package dev.windrow.cli.top;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The instances: what each does, and how much memory it uses. */
final class InstanceTable {

  private static final List<Table.Column> COLUMNS = List.of(
      Table.Column.text("INSTANCE"), Table.Column.text("state"), Table.Column.figure("up"), Table.Column.figure("in, 30 s"), Table.Column.figure("combines"),
      Table.Column.figure("merges"), Table.Column.figure("heap"), Table.Column.figure("process"), Table.Column.text(""));

  private InstanceTable() {}

  static Section section(StatusReport status) {
    List<Listing.Row> rows = status.instances().stream().map(instance -> row(instance, status.now())).toList();
    return new Listing(List.of(), COLUMNS, rows, "instance", 1);
  }

  private static Listing.Row row(StatusReport.Instance instance, Instant now) {
    if (!instance.reachable()) {
      Span none = new Span("–", Style.SOFT);
      return new Listing.Row(List.of(Span.of(instance.instance()), new Span("not reachable", Style.BAD), none, none, none, none, none, none,
          new Span(instance.reason(), Style.BAD)), 0);
    }
    boolean running = instance.state().equals("RUNNING");
    return new Listing.Row(List.of(
        Span.of(instance.instance()),
        new Span(Health.words(instance.state()), running ? Style.GOOD : Style.WARN),
        Span.of(instance.startedAt() == null ? "–" : Moments.lasting(Duration.between(instance.startedAt(), now))),
        Span.of(instance.rates() == null ? "–" : Figures.rate(instance.rates().recordsInPerSecond())),
        Span.of(Figures.grouped(instance.tasks().combine().size())),
        Span.of(Figures.grouped(instance.tasks().merge().size())),
        heap(instance.memory()),
        Span.of(instance.memory() == null || instance.memory().residentBytes() == null ? "–" : Figures.bytes(instance.memory().residentBytes())),
        new Span(instance.self() ? "answers" : "", Style.SOFT)), running ? 2 : 1);
  }

  private static Span heap(StatusReport.Memory memory) {
    return Span.of(memory == null ? "–" : Figures.bytes(memory.heapUsedBytes()) + " of " + Figures.bytes(memory.heapMaxBytes()));
  }
}
