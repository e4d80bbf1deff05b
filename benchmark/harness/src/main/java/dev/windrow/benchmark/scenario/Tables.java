package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.Measurement;
import java.util.Collection;
import java.util.List;

/** The table that most scenarios show. */
final class Tables {

  private Tables() {}

  static Table ofSeries(String title, Collection<Series> series) {
    return new Table(
        title + ": medians, lowest and highest",
        List.of("", "M events/s", "CPU-µs per event", "RSS MiB", "right?"),
        series.stream().map(Tables::row).toList());
  }

  private static List<String> row(Series series) {
    return List.of(
        series.label(),
        series.cell(Measurement::millionEventsPerSecond, 3),
        series.cell(Measurement::cpuMicrosPerEvent, 2),
        series.cell(Measurement::peakRssMib, 0),
        series.verdict());
  }
}
