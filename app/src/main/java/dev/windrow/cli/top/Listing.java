package dev.windrow.cli.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A section that is a table.
 *
 * @param title above the table; empty for none
 * @param noun what a row is, for how many are left out
 * @param least how many rows still say something, where there are so many
 */
record Listing(List<Line> title, List<Table.Column> columns, List<Row> rows, String noun, int least) implements Section {

  Listing {
    title = List.copyOf(title);
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
  }

  /** @param urgency the lower goes first when there is no place for all; what is shown stays in its order */
  record Row(List<Span> cells, long urgency) {

    Row {
      cells = List.copyOf(cells);
    }
  }

  @Override
  public int wanted() {
    return title.size() + 1 + rows.size();
  }

  @Override
  public int least() {
    // Of more rows than these, one line is how many there are.
    return title.size() + 1 + Math.min(rows.size(), least + 1);
  }

  @Override
  public List<Line> lines(int height) {
    int room = Math.max(0, height - title.size() - 1);
    List<Line> lines = new ArrayList<>(title);
    if (rows.size() <= room) {
      lines.addAll(table(rows).lines());
    } else {
      int shown = Math.max(0, room - 1);
      lines.addAll(table(mostUrgent(shown)).lines());
      lines.add(more(rows.size() - shown, noun));
    }
    return lines;
  }

  static Line more(int left, String noun) {
    return Line.of("… and " + Figures.grouped(left) + " more " + noun + (left == 1 ? "" : "s"), Style.SOFT);
  }

  private Table table(List<Row> chosen) {
    return new Table(columns, chosen.stream().map(Row::cells).toList());
  }

  private List<Row> mostUrgent(int most) {
    return IntStream.range(0, rows.size()).boxed()
        .sorted(Comparator.comparingLong(i -> rows.get(i).urgency()))
        .limit(most).sorted().map(rows::get).toList();
  }
}
