package dev.windrow.cli.top;

import java.util.ArrayList;
import java.util.List;

/** Rows under columns, each as wide as the widest of what is in it. */
record Table(List<Column> columns, List<List<Span>> rows) {

  private static final String GAP = "  ";

  /** What stands to the right, like numbers, and what stands to the left. */
  enum Side {
    LEFT,
    RIGHT
  }

  /** @param least how wide it is at least, so that it does not jump with each digit that comes and goes */
  record Column(String name, Side side, int least) {

    static Column text(String name) {
      return new Column(name, Side.LEFT, 0);
    }

    static Column figure(String name) {
      return new Column(name, Side.RIGHT, 7);
    }
  }

  Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** The line with the columns' names, and one for each row. */
  List<Line> lines() {
    List<Span> names = columns.stream().map(column -> new Span(column.name(), Style.STRONG)).toList();
    List<List<Span>> all = new ArrayList<>();
    all.add(names);
    all.addAll(rows);
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = Math.max(columns.get(i).least(), all.stream().mapToInt(row -> row.get(column).width()).max().orElse(0));
    }
    return all.stream().map(row -> line(row, widths)).toList();
  }

  /** Ends with the last cell that has something in it. */
  private Line line(List<Span> row, int[] widths) {
    int last = row.size() - 1;
    while (last > 0 && row.get(last).text().isBlank()) {
      last--;
    }
    List<Span> line = new ArrayList<>();
    for (int i = 0; i <= last; i++) {
      Span pad = Span.of(" ".repeat(widths[i] - row.get(i).width()));
      boolean right = columns.get(i).side() == Side.RIGHT;
      line.addAll(right ? List.of(pad, row.get(i)) : i == last ? List.of(row.get(i)) : List.of(row.get(i), pad));
      if (i < last) {
        line.add(Span.of(GAP));
      }
    }
    return new Line(line);
  }
}
