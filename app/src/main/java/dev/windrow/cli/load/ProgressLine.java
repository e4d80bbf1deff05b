package dev.windrow.cli.load;

import dev.windrow.sink.postgresql.SinkReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** How much is loaded, in a line that is written over on a terminal; where there is none, the log says what has to be said. */
public final class ProgressLine implements AutoCloseable {

  private static final String CLEAR = "\r\u001b[2K";

  private final PrintWriter err;
  private final boolean terminal;
  private long rows;
  private long ms;

  /** @param nowMs of a clock that {@link #show} is told, too */
  public ProgressLine(PrintWriter err, boolean terminal, long nowMs) {
    this.err = err;
    this.terminal = terminal;
    this.ms = nowMs;
  }

  public void show(List<SinkReport> reports, long nowMs) {
    if (terminal) {
      err.print(CLEAR + text(reports, nowMs));
      err.flush();
    }
  }

  /** Leaves nothing of it. */
  @Override
  public void close() {
    if (terminal) {
      err.print(CLEAR);
      err.flush();
    }
  }

  private String text(List<SinkReport> reports, long nowMs) {
    long now = reports.stream().mapToLong(SinkReport::rows).sum();
    double rate = (now - rows) * 1e3 / Math.max(1, nowMs - ms);
    rows = now;
    ms = nowMs;
    long rejected = reports.stream().mapToLong(SinkReport::rejected).sum();
    long waiting = reports.stream().filter(report -> report.state() == SinkReport.State.WAITING).count();
    return reports.isEmpty()
        ? "waiting for Kafka"
        : String.format(Locale.ROOT, "%,d rows, %,.0f/s", now, rate)
            + (rejected > 0 ? String.format(Locale.ROOT, ", %,d dead letters", rejected) : "")
            + (waiting > 0 ? String.format(Locale.ROOT, "; %d of %d sinks waiting", waiting, reports.size()) : "");
  }
}
