package dev.windrow.simulation;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * One group in one window of one aggregation.
 *
 * @param values the group's values in canonical JSON
 */
record Cell(Question question, long start, List<String> values) implements Comparable<Cell> {

  private static final Comparator<Cell> ORDER =
      Comparator.comparing((Cell cell) -> cell.question().name()).thenComparingLong(Cell::start).thenComparing(Cell::group);

  String group() {
    return "[" + String.join(",", values) + "]";
  }

  long closesAt() {
    return question.closesAt(start);
  }

  /** The key of its results. */
  String key() {
    return opening() + "}";
  }

  /** What a result of it is. */
  String result(Sum sum, String status, long revision) {
    return question.output() + ": " + key() + " = " + opening() + sum.json() + ",\"status\":\"" + status + "\",\"revision\":" + revision + "}";
  }

  /** What the late topic gets when events of it came after it was forgotten. */
  String expired(long events) {
    return key() + " = " + opening() + ",\"expired_events\":" + events + "}";
  }

  private String opening() {
    StringBuilder json = new StringBuilder("{\"aggregation\":\"").append(question.name()).append('"');
    json.append(",\"window_start\":\"").append(Instant.ofEpochMilli(start));
    json.append("\",\"window_end\":\"").append(Instant.ofEpochMilli(start + question.sizeMs())).append('"');
    for (int i = 0; i < values.size(); i++) {
      json.append(",\"").append(question.groupBy().get(i)).append("\":").append(values.get(i));
    }
    return json.toString();
  }

  @Override
  public int compareTo(Cell other) {
    return ORDER.compare(this, other);
  }
}
