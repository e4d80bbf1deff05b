package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.EveryResult;
import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.report.BarChart;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.Input;
import dev.windrow.benchmark.run.InputSpec;
import dev.windrow.benchmark.run.Measurement;
import dev.windrow.benchmark.run.SystemUnderTest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How fast a backlog is worked off, by every system. */
public final class Throughput implements Scenario {

  private static final int PARTITIONS = 4;
  private static final int USERS = 1_000;
  private static final String WINDROW = "windrow";
  private static final String RAW = "raw";

  @Override
  public String name() {
    return "throughput";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    Input input = bench.inputs().of(new InputSpec("events-by-type", bench.extent().events(), PARTITIONS, USERS));
    Map<String, Series> series = Rounds.on(bench).of(contenders(bench, input));
    return new Findings(
        "Throughput: catching up on " + input.events() + " events",
        List.of(table(series)), List.of(chart(series)), goals(series), List.of());
  }

  private static List<Contender> contenders(Workbench bench, Input input) {
    List<Contender> all = new ArrayList<>();
    all.add(contender(bench.systems().raw(), input, bench.extent().repetitions()));
    all.add(contender(bench.systems().windrow(), input, bench.extent().repetitions()));
    return all;
  }

  private static Contender contender(SystemUnderTest system, Input input, int repetitions) {
    return new Contender(system.name(), system, Workbench.THREADS, input,
        () -> new EveryResult(input.truth(), input.spec().lastEnd(), system.tolerance()), repetitions);
  }

  private static Table table(Map<String, Series> series) {
    List<List<String>> rows = new ArrayList<>();
    for (Series one : series.values()) {
      rows.add(List.of(
          one.label(),
          one.cell(Measurement::millionEventsPerSecond, 2),
          one.ratio(series.get(RAW), Measurement::millionEventsPerSecond).stream().mapToObj("%.2f"::formatted).findFirst().orElse("–"),
          one.cell(Measurement::cpuMicrosPerEvent, 2),
          one.cell(Measurement::peakRssMib, 0),
          one.verdict()));
    }
    return new Table("Medians, and lowest to highest", List.of("system", "M events/s", "× raw", "CPU-µs per event", "RSS MiB", "right?"), rows);
  }

  private static BarChart chart(Map<String, Series> series) {
    List<BarChart.Bar> bars = new ArrayList<>();
    for (Series one : series.values()) {
      one.of(Measurement::millionEventsPerSecond).ifPresent(spread -> bars.add(new BarChart.Bar(one.label(), spread, one.label().equals(WINDROW))));
    }
    return new BarChart("Catching up, million events per second", "M/s", bars);
  }

  private static List<Goal> goals(Map<String, Series> series) {
    Series windrow = series.get(WINDROW);
    return List.of(
        Goal.atLeast(1, "throughput/raw", windrow.ratio(series.get(RAW), Measurement::millionEventsPerSecond), "0.65"),
        Goal.atMost(1, "CPU-µs per event", windrow.median(Measurement::cpuMicrosPerEvent), "0.50"));
  }
}
