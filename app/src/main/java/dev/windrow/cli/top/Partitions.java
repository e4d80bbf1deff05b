package dev.windrow.cli.top;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The source partitions, and which of them holds the watermark back since when. */
final class Partitions {

  /** A clock that has stood for so long is worth a warning: one partition is always the furthest behind. */
  private static final Duration STANDS = Duration.ofSeconds(10);

  private static final int NAMED = 4;
  private static final int LEAST = 2;

  private static final List<Table.Column> COLUMNS = List.of(
      Table.Column.text("PARTITION"), Table.Column.text("clock"), Table.Column.figure("behind"), Table.Column.figure("lag"), Table.Column.figure("next"),
      Table.Column.text("state"));

  private Partitions() {}

  static Section section(StatusReport status) {
    if (status.sources().isEmpty()) {
      return new Note(Line.of("PARTITION", Style.STRONG).plus("  none is known yet; they show up when the service has been assigned its input", Style.SOFT));
    }
    return new Listing(List.of(), COLUMNS, status.sources().stream().map(source -> row(source, status.now())).toList(), "partition", LEAST);
  }

  private static Listing.Row row(StatusReport.Source source, Instant now) {
    Optional<Instant> clock = Optional.ofNullable(source.clock());
    List<Span> cells = List.of(
        Span.of(source.source()),
        Span.of(clock.map(time -> Moments.moment(time, now)).orElse("none yet")),
        Span.of(clock.map(time -> Moments.lasting(Duration.between(time, now))).orElse("–")),
        source.lag() == null ? new Span("unknown", Style.WARN) : Span.of(Figures.grouped(source.lag())),
        Span.of(Figures.grouped(source.next())),
        state(source, now));
    return new Listing.Row(cells, source.holdsBack() ? 0 : source.lag() == null ? 1 : source.lag() > 0 ? 2 : 3);
  }

  private static Span state(StatusReport.Source source, Instant now) {
    if (!source.holdsBack()) {
      return source.idle() ? new Span("idle", Style.SOFT) : new Span("moving", Style.GOOD);
    }
    if (source.clock() == null) {
      return new Span("holds back: no event yet", Style.WARN);
    }
    return stood(source.since(), now).compareTo(STANDS) > 0
        ? new Span("holds back since " + Moments.moment(source.since(), now) + " (" + Moments.lasting(stood(source.since(), now)) + ")", Style.WARN)
        : Span.of("last, moving");
  }

  /** What holds the watermark back, when that is worth a word. */
  static Optional<String> concern(StatusReport status) {
    List<String> silent = status.heldBackBy().stream().filter(hold -> !hold.heard()).map(StatusReport.Hold::source).toList();
    if (!silent.isEmpty()) {
      return Optional.of("Waiting for a first event from " + Figures.some(silent, NAMED) + ": no window can close yet.");
    }
    return oldest(status).filter(since -> stood(since, status.now()).compareTo(STANDS) > 0).map(since -> {
      List<String> names = status.heldBackBy().stream().map(StatusReport.Hold::source).toList();
      return Figures.some(names, NAMED) + (names.size() == 1 ? " holds" : " hold") + " the watermark back since "
          + Moments.moment(since, status.now()) + " (" + Moments.lasting(stood(since, status.now())) + "): windows wait for it.";
    });
  }

  private static Optional<Instant> oldest(StatusReport status) {
    return status.heldBackBy().stream().flatMap(hold -> Optional.ofNullable(hold.since()).stream()).min(Instant::compareTo);
  }

  private static Duration stood(Instant since, Instant now) {
    return since == null ? Duration.ZERO : Duration.between(since, now);
  }
}
