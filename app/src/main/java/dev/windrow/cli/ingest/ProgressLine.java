package dev.windrow.cli.ingest;

import dev.windrow.cli.progress.StatusLine;
import dev.windrow.ingest.SourceReport;
import dev.windrow.ingest.files.FilesReport;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** How far the sources are read, in a line that is written over on a terminal, and now and then where there is none. */
public final class ProgressLine implements AutoCloseable {

  private static final int PLAIN_EVERY_MS = 10_000;

  private final StatusLine line;
  private final FileProgress fileProgress;
  private long records;
  private long ms;

  /** @param nowMs of a clock that {@link #show} is told, too */
  public ProgressLine(PrintWriter err, boolean terminal, long nowMs) {
    this.line = new StatusLine(err, terminal);
    this.fileProgress = new FileProgress(terminal, nowMs);
    this.ms = nowMs;
  }

  /** @param files of those sources that read files */
  public void show(List<SourceReport> reports, List<FilesReport> files, long nowMs) {
    if (line.isTerminal() || nowMs - ms >= PLAIN_EVERY_MS) {
      long now = reports.stream().mapToLong(SourceReport::records).sum();
      double rate = (now - records) * 1e3 / Math.max(1, nowMs - ms);
      line.show(text(reports, now, rate) + fileProgress.text(files, nowMs));
      records = now;
      ms = nowMs;
    }
  }

  /** Leaves nothing of it on a terminal. */
  @Override
  public void close() {
    line.close();
  }

  private static String text(List<SourceReport> reports, long records, double rate) {
    long rejected = reports.stream().mapToLong(SourceReport::rejected).sum();
    long failed = reports.stream().mapToLong(SourceReport::partsFailed).sum();
    long running = reports.stream().filter(report -> report.state() == SourceReport.State.RUNNING).count();
    String more = (rejected > 0 ? String.format(Locale.ROOT, ", %,d dead letters", rejected) : "") + (failed > 0 ? String.format(Locale.ROOT, ", %,d failed", failed) : "");
    return reports.isEmpty()
        ? "waiting for Kafka"
        : String.format(Locale.ROOT, "%,d records, %,.0f/s%s; %d of %d sources running", records, rate, more, running, reports.size());
  }
}
