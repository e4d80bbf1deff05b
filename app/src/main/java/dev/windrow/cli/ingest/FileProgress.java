package dev.windrow.cli.ingest;

import dev.windrow.ingest.files.FilesReport;
import java.util.List;
import java.util.Locale;

/** How far files are read: how many, how much of them, how fast, and how long it will take. Confined to one thread. */
final class FileProgress {

  private static final int BAR = 20;
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

  private final boolean bar;
  private final long startMs;

  /** @param bar whether it shows a bar */
  FileProgress(boolean bar, long startMs) {
    this.bar = bar;
    this.startMs = startMs;
  }

  /** Nothing when there are no files. The time left is reckoned with the rate of the whole run, which is steadier than that of the last moments. */
  String text(List<FilesReport> reports, long nowMs) {
    long files = reports.stream().mapToLong(FilesReport::filesKnown).sum();
    if (files == 0) {
      return "";
    }
    long ended = reports.stream().mapToLong(FilesReport::filesEnded).sum();
    long read = reports.stream().mapToLong(FilesReport::bytesRead).sum();
    long done = read + reports.stream().mapToLong(FilesReport::bytesPassed).sum();
    long known = Math.max(done, reports.stream().mapToLong(FilesReport::bytesKnown).sum());
    double seconds = Math.max(1, nowMs - startMs) / 1e3;
    return String.format(Locale.ROOT, "; %,d of %,d files, %s%s of %s, %s/s%s",
        ended, Math.max(files, ended), bar(done, known), bytes(done), bytes(known), bytes(read / seconds), left(known - done, read / seconds));
  }

  private String bar(long done, long known) {
    if (!bar || known == 0) {
      return "";
    }
    int full = (int) (BAR * (double) done / known);
    return "[" + "=".repeat(full) + " ".repeat(BAR - full) + "] " + (long) (100.0 * done / known) + " %, ";
  }

  private static String left(long bytes, double perSecond) {
    return bytes == 0 || perSecond == 0 ? "" : ", " + clock(Math.round(bytes / perSecond)) + " left";
  }

  private static String clock(long seconds) {
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Three digits or four. */
  private static String bytes(double bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, UNITS[unit]);
  }
}
