package dev.windrow.benchmark.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under a header, all of the same length. */
public record Table(String title, List<String> header, List<List<String>> rows) {

  public Table {
    header = List.copyOf(header);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != header.size()) {
        throw new IllegalArgumentException("expected " + header.size() + " cells in table '" + title + "', found " + row);
      }
    }
  }

  /** For a terminal: columns one below the other. */
  public String text() {
    List<Integer> widths = IntStream.range(0, header.size()).mapToObj(this::width).toList();
    return all().stream().map(row -> padded(row, widths)).collect(Collectors.joining("\n", "", "\n"));
  }

  public String markdown() {
    List<List<String>> lines = new ArrayList<>(all());
    lines.add(1, Collections.nCopies(header.size(), "---"));
    return lines.stream()
        .map(row -> row.stream().map(cell -> cell.replace("|", "\\|")).collect(Collectors.joining(" | ", "| ", " |")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** By RFC 4180, with line feeds. */
  public String csv() {
    return all().stream()
        .map(row -> row.stream().map(Table::quoted).collect(Collectors.joining(",")))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private List<List<String>> all() {
    List<List<String>> all = new ArrayList<>(List.of(header));
    all.addAll(rows);
    return all;
  }

  private int width(int column) {
    return all().stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String padded(List<String> row, List<Integer> widths) {
    return IntStream.range(0, row.size())
        .mapToObj(column -> row.get(column) + " ".repeat(widths.get(column) - row.get(column).length()))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String quoted(String cell) {
    return cell.matches("(?s).*[\",\n].*") ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell;
  }
}
