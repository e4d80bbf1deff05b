package dev.windrow.cli.top;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is shown, as a pure function of what is known, the place and the time. */
final class Frame {

  /** How many lines a section has at most where nothing bounds them. */
  private static final int GLANCE = 24;

  /** In how many columns there is place for the hint. */
  private static final int HINT_FROM = 30;
  private static final Line HINT = Line.of("  q ends", Style.SOFT);

  private Frame() {}

  /** At most as many lines as the terminal has rows, none wider than it. */
  static List<Line> screen(View view, Size size, Instant now) {
    List<Line> lines = new ArrayList<>();
    lines.add(hinted(view.snapshot().map(Head::title).orElse(Line.of("windrow top", Style.STRONG)), size.columns()));
    String rest = view.snapshot().isEmpty() ? " Trying again." : " Trying again; below is how it was.";
    view.outage().ifPresent(outage -> lines.add(Head.outage(outage, now).plus(rest)));
    view.snapshot().ifPresent(snapshot -> {
      lines.addAll(head(view, snapshot));
      lines.addAll(Layout.lines(windows(snapshot), others(snapshot.status()), size.rows() - lines.size()));
    });
    return lines.stream().limit(size.rows()).map(line -> line.cut(size.columns())).toList();
  }

  /** A block to append, its lines as wide as they are. What is not new is not said again. */
  static List<Line> plain(View view, Instant now) {
    List<Line> lines = new ArrayList<>();
    if (view.outage().isPresent()) {
      lines.add(Line.of(Moments.full(now) + " UTC  ").plus(Head.outage(view.outage().get(), now)));
      return lines;
    }
    view.snapshot().ifPresent(snapshot -> {
      lines.add(Head.title(snapshot));
      lines.addAll(head(view, snapshot));
      Stream.concat(windows(snapshot).stream(), others(snapshot.status()).stream())
          .forEach(section -> lines.addAll(section.lines(Math.min(section.wanted(), GLANCE))));
    });
    return lines;
  }

  private static List<Line> head(View view, Snapshot snapshot) {
    List<Line> lines = new ArrayList<>();
    if (view.outage().isEmpty()) {
      lines.add(Health.of(snapshot.status()));
    }
    lines.add(Head.rates(snapshot.status(), view.readPerSecond()));
    lines.add(Head.progress(snapshot.status()));
    return lines;
  }

  private static List<Section> windows(Snapshot snapshot) {
    return snapshot.windows().stream().<Section>map(report -> new WindowTable(report, snapshot.status())).toList();
  }

  private static List<Section> others(StatusReport status) {
    List<Section> sections = new ArrayList<>(List.of(
        Partitions.section(status), LedgerTable.section(status), DeadLetterTable.section(status), InstanceTable.section(status)));
    if (PipelineTable.isNeeded(status)) {
      sections.add(PipelineTable.section(status));
    }
    return sections;
  }

  private static Line hinted(Line title, int columns) {
    if (columns < HINT_FROM) {
      return title;
    }
    Line cut = title.cut(columns - HINT.width());
    return cut.plus(" ".repeat(columns - HINT.width() - cut.width())).plus(HINT);
  }
}
