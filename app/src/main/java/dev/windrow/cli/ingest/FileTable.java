package dev.windrow.cli.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.ingest.files.FileResult;
import dev.windrow.ingest.files.FilesReport;
import dev.windrow.value.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What has become of the files of one source. */
record FileTable(FilesReport report) {

  /** More than anybody reads; the JSON has them all. */
  private static final int MOST_ROWS = 100;

  private static final int WIDEST_NAME = 60;

  /** A row per file; of many, those with something wrong and some of the others. */
  void print(PrintWriter out) {
    List<FileResult> rows = rows();
    if (rows.isEmpty()) {
      return;
    }
    int width = Math.min(WIDEST_NAME, Math.max("file".length(), rows.stream().mapToInt(row -> Printable.text(row.file()).length()).max().orElse(0)));
    out.println();
    out.printf(Locale.ROOT, "%-" + width + "s  %12s  %12s  %s%n", "file", "records", "rejected", "status");
    for (FileResult row : rows) {
      String status = row.status().text() + (row.error().isEmpty() ? "" : ": " + Printable.text(row.error()));
      out.printf(Locale.ROOT, "%-" + width + "s  %,12d  %,12d  %s%n", Printable.text(row.file()), row.records(), row.rejected(), status);
    }
    long others = report.files().size() + report.filesNotListed() - rows.size();
    if (others > 0) {
      out.printf(Locale.ROOT, "and %,d more: %s%n", others, counts());
    }
  }

  /** An array with an object per file. */
  void addTo(ObjectNode source) {
    ArrayNode files = source.putArray("files");
    report.files().forEach(file -> files.addObject()
        .put("file", file.file())
        .put("records", file.records())
        .put("rejected", file.rejected())
        .put("status", file.status().text())
        .put("error", file.error()));
    source.put("files_not_listed", report.filesNotListed());
  }

  private List<FileResult> rows() {
    Stream<FileResult> faulty = report.files().stream().filter(file -> file.status().isFault());
    Stream<FileResult> well = report.files().stream().filter(file -> !file.status().isFault());
    return Stream.concat(faulty, well).limit(MOST_ROWS).toList();
  }

  private String counts() {
    List<String> counts = Stream.of(FileResult.Status.values()).filter(status -> report.count(status) > 0)
        .map(status -> String.format(Locale.ROOT, "%,d %s", report.count(status), status.text())).toList();
    return "in all " + String.join(", ", counts);
  }
}
