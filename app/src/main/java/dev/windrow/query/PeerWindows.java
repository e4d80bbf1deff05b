package dev.windrow.query;

import dev.windrow.window.WindowPage;
import dev.windrow.window.WindowPosition;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The answer of one instance to another about windows, as JSON has it. The merge partitions that are not in it are not there. */
public record PeerWindows(List<Page> pages) {

  public PeerWindows {
    pages = List.copyOf(pages);
  }

  /**
   * One merge partition's.
   *
   * @param lastClosed start of its last closed window, epoch ms; -1 for none
   * @param reached the place up to which this is all; empty for all to the end
   */
  public record Page(int mergePartition, boolean active, long behind, long lastClosed, String reached, List<Row> rows) {

    public Page {
      rows = List.copyOf(rows);
    }
  }

  /**
   * One row.
   *
   * @param at its place
   * @param json the result, as text: numbers stay as they are
   */
  public record Row(String at, String json) {}

  static PeerWindows of(List<PartitionPage> pages) {
    return new PeerWindows(pages.stream().map(PeerWindows::page).toList());
  }

  private static Page page(PartitionPage page) {
    return new Page(page.mergePartition(), page.active(), page.behind(), page.lastClosed().orElse(-1),
        page.page().reached().map(WindowPosition::text).orElse(""),
        page.page().rows().stream().map(row -> new Row(row.position().text(), row.json())).toList());
  }

  /** IllegalArgumentException for a place that is none. */
  List<PartitionPage> read() {
    return pages.stream().map(PeerWindows::read).toList();
  }

  private static PartitionPage read(Page page) {
    List<WindowRow> rows = page.rows().stream().map(row -> new WindowRow(position(row.at()), row.json())).toList();
    Optional<WindowPosition> reached = page.reached().isEmpty() ? Optional.empty() : Optional.of(position(page.reached()));
    OptionalLong lastClosed = page.lastClosed() < 0 ? OptionalLong.empty() : OptionalLong.of(page.lastClosed());
    return new PartitionPage(page.mergePartition(), page.active(), page.behind(), lastClosed, new WindowPage<>(rows, reached));
  }

  private static WindowPosition position(String text) {
    return WindowPosition.parse(text).orElseThrow(() -> new IllegalArgumentException("expected a place among windows, found '" + text + "'"));
  }
}
