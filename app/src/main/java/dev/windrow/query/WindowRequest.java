package dev.windrow.query;

import dev.windrow.config.Aggregation;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowSelection;
import java.util.Optional;

/**
 * Asks for windows of one aggregation.
 *
 * @param after only what comes after this place
 * @param limit how many rows at most; with 0 only how far the partitions are
 */
public record WindowRequest(Aggregation aggregation, WindowSelection selection, Optional<WindowPosition> after, int limit) {

  /** The most rows of one answer. */
  public static final int MAX_LIMIT = 1_000;

  public WindowRequest {
    if (limit < 0 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: expected 0 to " + MAX_LIMIT + ", found " + limit);
    }
  }

  WindowRequest with(WindowSelection other) {
    return new WindowRequest(aggregation, other, after, limit);
  }

  WindowRequest withLimit(int other) {
    return new WindowRequest(aggregation, selection, after, other);
  }
}
