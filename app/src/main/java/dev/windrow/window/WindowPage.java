package dev.windrow.window;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Some windows in order: newest first, and the groups of a window in their canonical order.
 *
 * @param rows what was found
 * @param reached the place up to which this is all there is; empty when it is all to the end
 * @param <T> how a window is held
 */
public record WindowPage<T extends WindowPage.Row>(List<T> rows, Optional<WindowPosition> reached) {

  /** Something that has a place among the windows. */
  public interface Row {
    WindowPosition position();
  }

  public WindowPage {
    rows = List.copyOf(rows);
  }

  /** One page of several that each have other groups; at most {@code limit} rows. */
  public static <T extends Row> WindowPage<T> merged(Collection<WindowPage<T>> pages, int limit) {
    Optional<WindowPosition> reached = pages.stream().flatMap(page -> page.reached().stream()).min(Comparator.naturalOrder());
    List<T> rows = new ArrayList<>(pages.stream().flatMap(page -> page.rows().stream())
        .filter(row -> reached.isEmpty() || row.position().compareTo(reached.get()) <= 0)
        .sorted(Comparator.comparing(Row::position))
        .toList());
    if (rows.size() <= limit) {
      return new WindowPage<>(rows, reached);
    }
    rows.subList(limit, rows.size()).clear();
    return new WindowPage<>(rows, Optional.of(rows.get(limit - 1).position()));
  }
}
