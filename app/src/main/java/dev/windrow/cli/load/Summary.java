package dev.windrow.cli.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.windrow.sink.postgresql.SinkReport;
import dev.windrow.sink.postgresql.SinkReport.State;
import dev.windrow.sink.postgresql.TableReport;
import dev.windrow.value.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** What has become of the sinks, a row per table. */
public record Summary(List<SinkReport> reports) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Summary {
    reports = List.copyOf(reports);
  }

  /** Whether a sink could not go on. */
  public boolean hasFailures() {
    return reports.stream().anyMatch(report -> report.state() == State.FAILED);
  }

  public void table(PrintWriter out) {
    int width = reports.stream().flatMap(report -> report.tables().stream().map(table -> name(report, table).length())).max(Integer::compare).orElse(0);
    width = Math.max(width, "table".length());
    out.printf(Locale.ROOT, "%-" + width + "s  %12s  %10s  %10s  %8s  %s%n", "table", "rows", "updates", "rejected", "rows/s", "status");
    for (SinkReport report : reports) {
      for (TableReport table : report.tables()) {
        out.printf(Locale.ROOT, "%-" + width + "s  %,12d  %,10d  %,10d  %,8d  %s%n",
            name(report, table), table.rows(), table.updates(), table.rejected(), rowsPerSecond(report, table), word(report));
      }
      report.error().lines().forEach(line -> out.println(Printable.text(line)));
    }
    out.flush();
  }

  /** An array with an object per table. */
  public void json(PrintWriter out) {
    ArrayNode all = JSON.createArrayNode();
    for (SinkReport report : reports) {
      for (TableReport table : report.tables()) {
        all.addObject()
            .put("sink", report.sink())
            .put("table", table.table())
            .put("rows", table.rows())
            .put("updates", table.updates())
            .put("rejected", table.rejected())
            .put("rows_per_second", rowsPerSecond(report, table))
            .put("status", word(report))
            .put("error", report.error());
      }
    }
    try {
      out.println(JSON.writeValueAsString(all));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a tree that can be written, found " + e.getOriginalMessage(), e);
    }
  }

  private static String name(SinkReport report, TableReport table) {
    return report.sink() + "/" + table.table();
  }

  private static long rowsPerSecond(SinkReport report, TableReport table) {
    return table.rows() * 1_000 / Math.max(1, report.tookMs());
  }

  private static String word(SinkReport report) {
    return report.state().name().toLowerCase(Locale.ROOT);
  }
}
