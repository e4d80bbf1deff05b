package dev.windrow.sink.postgresql;

import java.util.List;

/**
 * How a sink stands in this process.
 *
 * @param tookMs since it began, or how long it took
 * @param error why it waits, or has ended; empty when all is well
 */
public record SinkReport(String sink, State state, List<TableReport> tables, long tookMs, String error) {

  public SinkReport {
    tables = List.copyOf(tables);
  }

  /** What it does. */
  public enum State {
    /** Not begun, or the database or Kafka does not answer. */
    WAITING,
    RUNNING,
    /** All is loaded that was to be loaded. */
    DONE,
    /** It cannot go on as it is. */
    FAILED,
    /** It was told to end before it had. */
    STOPPED
  }

  public long rows() {
    return tables.stream().mapToLong(TableReport::rows).sum();
  }

  public long rejected() {
    return tables.stream().mapToLong(TableReport::rejected).sum();
  }
}
