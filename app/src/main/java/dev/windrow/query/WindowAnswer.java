package dev.windrow.query;

import dev.windrow.window.WindowPosition;
import java.util.List;
import java.util.Optional;

/**
 * Windows of all instances.
 *
 * @param reached the place after which there may be more; empty at the end
 */
public record WindowAnswer(List<WindowRow> rows, Optional<WindowPosition> reached, Coverage coverage) {

  public WindowAnswer {
    rows = List.copyOf(rows);
  }
}
