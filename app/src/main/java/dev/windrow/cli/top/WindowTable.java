package dev.windrow.cli.top;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The newest windows of an aggregation, newest first, each a block of rows, the open ones marked. */
final class WindowTable implements Section {

  private static final int LEAST_ROWS = 2;
  private static final int LONGEST_VALUE = 40;

  private final WindowReport report;
  private final Optional<StatusReport.Progress> progress;
  private final Instant now;
  private final WindowBlocks blocks;

  WindowTable(WindowReport report, StatusReport status) {
    this.report = report;
    this.progress = status.progress(report.definition().name());
    this.now = status.now();
    this.blocks = WindowBlocks.of(report.rows());
  }

  @Override
  public int wanted() {
    return 2 + Math.max(1, blocks.rows() + (report.cut() ? 1 : 0));
  }

  @Override
  public int least() {
    return Math.min(wanted(), 2 + LEAST_ROWS + 1);
  }

  @Override
  public List<Line> lines(int height) {
    List<Line> lines = new ArrayList<>();
    lines.add(title());
    if (blocks.isEmpty()) {
      lines.add(Line.of(report.problem().isEmpty() ? "no event is in any window yet" : report.problem(), Style.SOFT));
      return lines;
    }
    WindowBlocks.Choice choice = blocks.choose(Math.max(0, height - 2 - (report.cut() ? 1 : 0)));
    List<Integer> decimals = decimals(choice.shown());
    lines.addAll(new Table(columns(), choice.shown().stream().flatMap(block -> cells(block, decimals).stream()).toList()).lines());
    if (choice.left() > 0 || report.cut()) {
      String left = choice.left() == 0 ? "" : (report.cut() ? "at least " : "") + Figures.grouped(choice.left()) + " ";
      lines.add(Line.of("… and " + left + "more rows of these windows", Style.SOFT));
    }
    return lines;
  }

  private Line title() {
    Definition.Window window = report.definition().window();
    String closed = progress.flatMap(found -> Optional.ofNullable(found.closedUpTo())).map(time -> "closed up to " + Moments.moment(time, now))
        .orElse("none has closed yet");
    Line title = Line.of("WINDOWS of " + report.definition().name(), Style.STRONG)
        .plus("  " + Moments.length(window.sizeMs()) + ", grace " + Moments.length(window.graceMs()) + ", " + closed, Style.SOFT);
    return report.problem().isEmpty() || blocks.isEmpty() ? title : title.plus("  " + report.problem(), Style.BAD);
  }

  private List<Table.Column> columns() {
    List<Table.Column> columns = new ArrayList<>(List.of(Table.Column.text("window"), Table.Column.text("status")));
    report.definition().groupBy().forEach(field -> columns.add(Table.Column.text(field)));
    report.definition().measures().forEach(measure -> columns.add(Table.Column.figure(measure.name())));
    return columns;
  }

  /** The label is on every row, so that a line that was picked out by itself still says all; it fades where it is repeated. */
  private List<List<Span>> cells(List<WindowRow> block, List<Integer> decimals) {
    List<List<Span>> all = new ArrayList<>();
    for (WindowRow row : block) {
      List<Span> cells = new ArrayList<>();
      cells.add(new Span(Moments.span(row.start(), row.end(), now), all.isEmpty() ? Style.PLAIN : Style.SOFT));
      cells.add(row.isOpen() ? new Span("open", Style.OPEN) : row.isRevised() ? new Span("revised " + row.revision(), Style.WARN) : Span.of(row.status()));
      row.group().forEach(value -> cells.add(Span.of(value).cut(LONGEST_VALUE)));
      for (int i = 0; i < decimals.size(); i++) {
        String figure = row.figures().get(i);
        cells.add(new Span(figure + " ".repeat(decimals.get(i) - decimals(figure)), row.isOpen() ? Style.OPEN : Style.PLAIN));
      }
      all.add(cells);
    }
    return all;
  }

  /** How many characters there are from the point on, in each column at most: points stand below each other. */
  private List<Integer> decimals(List<List<WindowRow>> shown) {
    return IntStream.range(0, report.definition().measures().size())
        .mapToObj(i -> shown.stream().flatMap(List::stream).mapToInt(row -> decimals(row.figures().get(i))).max().orElse(0))
        .toList();
  }

  private static int decimals(String figure) {
    int point = figure.indexOf('.');
    return point < 0 ? 0 : figure.length() - point;
  }
}
