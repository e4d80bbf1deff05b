package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.EveryResult;
import dev.windrow.benchmark.judge.Expectation;
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
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

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
    Input input = input(bench);
    Map<String, Series> series = Rounds.on(bench).of(contenders(bench, input));
    return new Findings(
        "Throughput: catching up on " + input.events() + " events",
        List.of(table(series)), List.of(chart(series)), goals(series), List.of());
  }

  /** The backlog. */
  static Input input(Workbench bench) throws IOException, InterruptedException {
    return bench.inputs().of(new InputSpec("events-by-type", bench.extent().events(), PARTITIONS, USERS));
  }

  /** What a system should make of it. */
  static Expectation expectation(Input input, SystemUnderTest system) {
    return new EveryResult(input.truth(), input.spec().lastEnd(), system.tolerance());
  }

  private static List<Contender> contenders(Workbench bench, Input input) {
    Systems systems = bench.systems();
    List<Contender> all = new ArrayList<>();
    for (SystemUnderTest fast : List.of(systems.raw(), systems.loops().get(0), systems.loops().get(1), systems.windrow())) {
      all.add(contender(fast, input, bench.extent().repetitions()));
    }
    for (SystemUnderTest slow : List.of(systems.flinkDataStream(), systems.jet(), systems.flinkSql(), systems.dsl())) {
      all.add(contender(slow, input, bench.extent().slowRepetitions()));
    }
    return all;
  }

  private static Contender contender(SystemUnderTest system, Input input, int repetitions) {
    return new Contender(system.name(), system, Workbench.THREADS, input, () -> expectation(input, system), repetitions);
  }

  private static Table table(Map<String, Series> series) {
    List<List<String>> rows = new ArrayList<>();
    for (Series one : series.values()) {
      rows.add(List.of(
          one.label(),
          one.cell(Measurement::millionEventsPerSecond, 2),
          one.ratio(series.get(RAW), Measurement::millionEventsPerSecond).stream().mapToObj(ratio -> String.format(Locale.ROOT, "%.2f", ratio)).findFirst().orElse("–"),
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
    return List.of(
        ahead(series, RAW, "0.65"),
        ahead(series, "flink-datastream", "2.2"),
        ahead(series, "flink-sql", "4.5"),
        ahead(series, "dsl", "12"),
        Goal.atMost(1, "CPU-µs per event", series.get(WINDROW).median(Measurement::cpuMicrosPerEvent), "0.50"),
        Goal.atLeast(1, "share of runs with right results", OptionalDouble.of(series.get(WINDROW).rightShare()), "1"));
  }

  private static Goal ahead(Map<String, Series> series, String other, String times) {
    OptionalDouble ratio = series.get(WINDROW).ratio(series.get(other), Measurement::millionEventsPerSecond);
    return Goal.atLeast(1, "throughput/" + other, ratio, times);
  }
}
