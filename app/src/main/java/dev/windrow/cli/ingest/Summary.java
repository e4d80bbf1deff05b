package dev.windrow.cli.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.ingest.SourceReport;
import dev.windrow.ingest.files.FilesReport;
import dev.windrow.value.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What has become of the sources, at the end. */
public record Summary(List<SourceReport> reports, List<FilesReport> files) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public Summary {
    reports = List.copyOf(reports);
    files = List.copyOf(files);
  }

  /** Whether something could not be read. */
  public boolean hasFailures() {
    return reports.stream().anyMatch(report -> report.state() == SourceReport.State.FAILED);
  }

  /** A row per source, and below it what failed; then a row per file of those that read files. */
  public void table(PrintWriter out) {
    int width = reports.stream().mapToInt(report -> report.source().length()).max().orElse(0);
    width = Math.max(width, "source".length());
    out.printf(Locale.ROOT, "%-" + width + "s  %12s  %12s  %7s  %7s  %s%n", "source", "records", "dead letters", "parts", "failed", "status");
    for (SourceReport report : reports) {
      out.printf(Locale.ROOT, "%-" + width + "s  %,12d  %,12d  %,7d  %,7d  %s%n",
          report.source(), report.records(), report.rejected(), report.partsDone(), report.partsFailed(), status(report));
      if (files(report).isEmpty()) {
        report.failures().forEach((part, reason) -> out.println("  " + Printable.text(part) + ": " + Printable.text(reason)));
      }
    }
    files.forEach(report -> new FileTable(report).print(out));
    out.flush();
  }

  /** An array with an object per source. */
  public void json(PrintWriter out) {
    ArrayNode all = JSON.createArrayNode();
    reports.forEach(report -> all.add(json(report)));
    try {
      out.println(JSON.writeValueAsString(all));
      out.flush();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a tree that can be written, found " + e.getOriginalMessage(), e);
    }
  }

  private ObjectNode json(SourceReport report) {
    ObjectNode json = JSON.createObjectNode()
        .put("source", report.source())
        .put("status", word(report))
        .put("records", report.records())
        .put("rejected", report.rejected())
        .put("parts_done", report.partsDone())
        .put("parts_failed", report.partsFailed())
        .put("error", report.error());
    ArrayNode failures = json.putArray("failures");
    report.failures().forEach((part, reason) -> failures.addObject().put("part", part).put("error", reason));
    files(report).ifPresent(files -> new FileTable(files).addTo(json));
    return json;
  }

  private Optional<FilesReport> files(SourceReport report) {
    return files.stream().filter(files -> files.source().equals(report.source())).findFirst();
  }

  private static String status(SourceReport report) {
    return word(report) + (report.error().isEmpty() ? "" : ": " + Printable.text(report.error()));
  }

  private static String word(SourceReport report) {
    return report.state().name().toLowerCase(Locale.ROOT);
  }
}
