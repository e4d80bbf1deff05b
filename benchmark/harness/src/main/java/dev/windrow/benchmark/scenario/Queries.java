package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.measure.BreakingRate;
import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.measure.Percentiles;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.run.Live;
import dev.windrow.benchmark.run.LiveSpec;
import dev.windrow.benchmark.run.Windrow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What queries cost: whether windows come later beside them, how long answers take, and how many are too many. */
public final class Queries implements Scenario {

  static final int EVENTS_PER_SECOND = 50_000;
  static final Windrow.Aggregation AGGREGATION = Windrow.Aggregation.DEFAULT.of("by-event-type", 1_000, 500);

  private static final String MOST_EXTRA_MS = "100";

  @Override
  public String name() {
    return "queries";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    QueryLoad load = new QueryLoad(bench);
    LiveSpec spec = new LiveSpec(EVENTS_PER_SECOND, load.times().warmUp(), load.times().most().minus(load.times().warmUp()), AGGREGATION);
    Live.Latencies latencies = bench.live().measure(bench.systems().windrow().withoutClientLimit(), Workbench.THREADS, spec, load);
    QueryTables tables = new QueryTables(load, latencies);
    return new Findings(
        "Queries: " + QueryLoad.PER_SECOND + " requests/s over " + QueryLoad.CONNECTIONS + " connections beside " + EVENTS_PER_SECOND + " events/s",
        List.of(tables.windows(), tables.queries(), tables.rates()),
        List.of(tables.chart()),
        List.of(
            Goal.atMost(7, "extra window delay ms at " + QueryLoad.PER_SECOND + " requests/s", extra(load.usual(), load, latencies), MOST_EXTRA_MS),
            Goal.atLeast(7, "share of right answers", OptionalDouble.of(1 - load.usual().tally().failedShare()), "1")),
        notes(load, latencies));
  }

  /** By how much results took longer at most, than without queries. */
  static OptionalDouble extra(LoadLevel level, QueryLoad load, Live.Latencies latencies) {
    Optional<Percentiles> without = load.none().windows(latencies);
    Optional<Percentiles> beside = level.windows(latencies);
    return without.isPresent() && beside.isPresent() ? OptionalDouble.of(beside.get().excessOver(without.get())) : OptionalDouble.empty();
  }

  private static List<String> notes(QueryLoad load, Live.Latencies latencies) {
    List<String> notes = new ArrayList<>();
    load.usual().tally().tooMany().ifPresent(reason -> notes.add("The usual rate was too much for this machine as it was: " + reason + "."));
    notes.add(breaking(load.rates()) + brokenBy(load));
    notes.add(atTheEnd(load, latencies));
    notes.add("Windows of " + AGGREGATION.windowMs() + " ms with " + AGGREGATION.graceMs() + " ms grace, " + load.times().rounds() + " turns of "
        + load.times().turn().toSeconds() + " s for each line of the first table; results right: " + latencies.verdict().text()
        + "; connections lost: " + (load.losses().isEmpty() ? "none" : load.losses()) + ". The simulator, the broker and whoever asks run on the same processors.");
    streams(load.watched().streamResults()).ifPresent(notes::add);
    return notes;
  }

  private static String breaking(BreakingRate rates) {
    if (rates.broken().isEmpty()) {
      return "Highest rate held: " + rates.held() + " requests/s; none that was tried broke.";
    }
    return "Highest rate held: " + rates.held() + " requests/s; breaks at " + rates.broken().getAsInt() + " requests/s"
        + (rates.isFound() ? "" : " (not known to 10 %: the time was over)");
  }

  private static String brokenBy(QueryLoad load) {
    return load.rates().broken().isEmpty() ? "" : ": " + load.tried().stream()
        .filter(level -> level.perSecond() == load.rates().broken().getAsInt())
        .flatMap(level -> level.tally().tooMany().stream())
        .findFirst().orElse("") + ".";
  }

  /** What queries do to windows at the rates that mark the end. */
  private static String atTheEnd(QueryLoad load, Live.Latencies latencies) {
    BreakingRate rates = load.rates();
    return Stream.concat(Stream.of(rates.held()), rates.broken().stream().boxed())
        .flatMap(rate -> load.tried().stream().filter(level -> level.perSecond() == rate))
        .map(level -> "At " + level.perSecond() + " requests/s " + later(extra(level, load, latencies)))
        .collect(Collectors.joining(" "));
  }

  private static String later(OptionalDouble extra) {
    if (extra.isEmpty()) {
      return "no window was measured.";
    }
    return String.format(Locale.ROOT, "windows came at most %.0f ms later than without queries: %s than %s ms.",
        Math.max(0, extra.getAsDouble()), extra.getAsDouble() > Double.parseDouble(MOST_EXTRA_MS) ? "more" : "not more", MOST_EXTRA_MS);
  }

  private static Optional<String> streams(List<Long> results) {
    return results.isEmpty() ? Optional.empty() : Optional.of("Each client of an event stream got " + results.stream().min(Long::compare).orElseThrow() + " to "
        + results.stream().max(Long::compare).orElseThrow() + " results in its turn; 0 would be one whose stream ended.");
  }
}
