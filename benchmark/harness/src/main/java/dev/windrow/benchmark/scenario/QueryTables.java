package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.load.Tally;
import dev.windrow.benchmark.measure.Percentiles;
import dev.windrow.benchmark.report.LineChart;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.Live;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** What {@link Queries} shows. */
final class QueryTables {

  private static final String NONE = "–";
  private static final double HIGHEST = 100;

  private final QueryLoad load;
  private final Live.Latencies latencies;
  private final Optional<Percentiles> without;

  QueryTables(QueryLoad load, Live.Latencies latencies) {
    this.load = load;
    this.latencies = latencies;
    this.without = load.none().windows(latencies);
  }

  Table windows() {
    return new Table(
        "Windows, in milliseconds from when one may close until its result can be read, and how much more than without queries",
        List.of("queries", "p50", "p99", "highest", "p50 more", "p99 more", "highest more", "most more", "results", "events/s", "processors of Windrow"),
        List.of(windows("none", load.none()), windows(QueryLoad.PER_SECOND + "/s", load.usual()),
            windows(QueryLoad.PER_SECOND + "/s and " + QueryLoad.STREAMS + " streams", load.watched())));
  }

  private List<String> windows(String label, LoadLevel level) {
    Optional<Percentiles> delays = level.windows(latencies);
    return List.of(
        label, delay(delays, 50), delay(delays, 99), delay(delays, HIGHEST), more(delays, 50), more(delays, 99), more(delays, HIGHEST),
        cell(Queries.extra(level, load, latencies), 0), Integer.toString(level.delays(latencies).size()), number(level.eventsPerSecond(), 0),
        number(level.processors(), 2));
  }

  Table queries() {
    List<List<String>> rows = new ArrayList<>();
    load.usual().tally().timesByKind().forEach((kind, times) -> rows.add(queries(kind, times, NONE)));
    rows.add(queries("all", load.usual().tally()));
    rows.add(queries("all, beside " + QueryLoad.STREAMS + " streams", load.watched().tally()));
    return new Table("Queries at " + QueryLoad.PER_SECOND + " requests/s, in milliseconds from when one should have started",
        List.of("query", "p50", "p99", "p99.9", "highest", "requests", "failed"), rows);
  }

  private static List<String> queries(String label, Tally tally) {
    return queries(label, tally.times(), tally.failed() + tally.mostFrequentFault().map(fault -> " (" + fault + ")").orElse(""));
  }

  private static List<String> queries(String label, Percentiles times, String failed) {
    return List.of(label, number(times.at(50), 1), number(times.at(99), 1), number(times.at(99.9), 1), number(times.at(HIGHEST), 1),
        Integer.toString(times.size()), failed);
  }

  Table rates() {
    return new Table(
        "More and more queries, in milliseconds; p99 over " + number(Tally.LONGEST_P99_MS, 0) + " ms or more than "
            + number(100 * Tally.MOST_FAILED, 0) + " % failed is too many",
        List.of("requests/s", "p50", "p99", "p99.9", "failed %", "sent late p99", "windows highest", "windows most more", "events/s",
            "processors of Windrow", "processors of the sender", ""),
        tried().stream().map(this::rate).toList());
  }

  private List<String> rate(LoadLevel level) {
    Percentiles times = level.tally().times();
    return List.of(
        Integer.toString(level.perSecond()), number(times.at(50), 1), number(times.at(99), 1), number(times.at(99.9), 1),
        number(100 * level.tally().failedShare(), 2), number(level.tally().starts().at(99), 1), delay(level.windows(latencies), HIGHEST),
        cell(Queries.extra(level, load, latencies), 0), number(level.eventsPerSecond(), 0), number(level.processors(), 2),
        number(level.senderProcessors(), 2), level.tally().tooMany().orElse("held"));
  }

  private List<LoadLevel> tried() {
    return load.tried().stream().sorted(Comparator.comparingInt(LoadLevel::perSecond)).toList();
  }

  LineChart chart() {
    return new LineChart("Time to an answer by rate", "requests per second", "ms", LineChart.Scale.LOGARITHMIC,
        List.of(line("p99", 99, true), line("p50", 50, false)));
  }

  private LineChart.Line line(String label, double percent, boolean ours) {
    return new LineChart.Line(label,
        tried().stream().map(level -> new LineChart.Point(level.perSecond(), level.tally().times().at(percent))).toList(), ours);
  }

  private static String delay(Optional<Percentiles> delays, double percent) {
    return delays.map(found -> number(found.at(percent), 0)).orElse(NONE);
  }

  private String more(Optional<Percentiles> delays, double percent) {
    return delays.isPresent() && without.isPresent() ? number(delays.get().at(percent) - without.get().at(percent), 0) : NONE;
  }

  private static String cell(OptionalDouble value, int decimals) {
    return value.isPresent() ? number(value.getAsDouble(), decimals) : NONE;
  }

  private static String number(double value, int decimals) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
