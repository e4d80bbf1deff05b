package dev.windrow.cli.top;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.OptionalDouble;

/**
 * How many records per second the ledger grows by: from two answers that are up to {@link #SPAN} apart, by the instances' own clock. Answers that lack a
 * part of the ledger are left out, and a ledger that has shrunk begins anew: an instance that comes back is no burst of records. Confined to one thread.
 */
final class ReadRate {

  /** Commits come in lumps: over a shorter time the rate would jump. */
  private static final Duration SPAN = Duration.ofSeconds(5);
  private static final double MS = 1000;

  private final Deque<Point> points = new ArrayDeque<>();

  private record Point(Instant time, long read) {}

  /** Takes another answer into account; the rate as of then, empty while there are no two that can be compared. */
  OptionalDouble with(StatusReport status) {
    if (!status.isComplete() || status.aggregations().isEmpty()) {
      points.clear();
      return OptionalDouble.empty();
    }
    add(new Point(status.now(), read(status)));
    Duration apart = Duration.between(points.getFirst().time(), points.getLast().time());
    long records = points.getLast().read() - points.getFirst().read();
    return apart.isZero() ? OptionalDouble.empty() : OptionalDouble.of(records * MS / apart.toMillis());
  }

  /** What comes next is not compared with what was before. */
  void forget() {
    points.clear();
  }

  private void add(Point point) {
    boolean anew = !points.isEmpty() && (point.read() < points.getLast().read() || point.time().isBefore(points.getLast().time()));
    if (anew) {
      points.clear();
    }
    if (points.isEmpty() || point.time().isAfter(points.getLast().time())) {
      points.addLast(point);
    }
    // The point before the span stays while it is needed to cover it.
    while (points.size() > 2 && isBeforeSpan(point)) {
      points.removeFirst();
    }
  }

  private boolean isBeforeSpan(Point newest) {
    return Duration.between(points.getFirst().time(), newest.time()).compareTo(SPAN) > 0;
  }

  /** Each aggregation is told of every record; one that was added later knows of fewer. */
  private static long read(StatusReport status) {
    return status.aggregations().stream().map(progress -> progress.ledger().read()).max(Comparator.naturalOrder()).orElse(0L);
  }
}
