package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.Verdict;
import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.measure.Percentiles;
import dev.windrow.benchmark.measure.Spread;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.report.LineChart;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.BenchmarkException;
import dev.windrow.benchmark.run.Live;
import dev.windrow.benchmark.run.LiveSpec;
import dev.windrow.benchmark.run.Windrow;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How long results take, live: what exactly-once and {@code latency} cost, and how it grows with the rate. */
public final class Latency implements Scenario {

  private static final int RATE = 50_000;
  private static final List<Integer> OTHER_RATES = List.of(1_000, 10_000, 100_000, 200_000, 400_000);
  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final int MOST_REPETITIONS = 3;

  /** Short windows, for many results: when a window closes does not depend on how long it was. */
  private static final Windrow.Aggregation AGGREGATION = Windrow.Aggregation.DEFAULT.of("by-event-type", 1_000, 500);

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    Live live = bench.live();
    Windrow windrow = bench.systems().windrow();
    Map<String, Setting> settings = new LinkedHashMap<>();
    for (Setting setting : settings(windrow)) {
      settings.put(setting.label(), setting);
    }
    int repetitions = Math.min(MOST_REPETITIONS, bench.extent().repetitions());
    for (int round = 1; round <= repetitions; round++) {
      for (Setting setting : settings.values()) {
        setting.measure(live, bench);
      }
    }
    List<Setting> rates = new ArrayList<>(List.of(settings.get(label(windrow, RATE))));
    for (int rate : OTHER_RATES) {
      Setting setting = new Setting(windrow, rate);
      setting.measure(live, bench);
      rates.add(setting);
    }
    rates.sort((one, other) -> Integer.compare(one.rate, other.rate));
    return findings(bench.extent().live(), settings.get(label(windrow, RATE)), List.copyOf(settings.values()), rates);
  }

  private static List<Setting> settings(Windrow windrow) {
    return List.of(
        new Setting(windrow, RATE),
        new Setting(windrow.with("exactly_once", "20ms"), RATE),
        new Setting(windrow.with("exactly_once", "50ms"), RATE),
        new Setting(windrow.with("exactly_once", "1000ms"), RATE),
        new Setting(windrow.with("at_least_once", "200ms"), RATE));
  }

  private static Findings findings(Duration live, Setting usual, List<Setting> settings, List<Setting> rates) {
    return new Findings(
        "Latency: from the moment a window may close until its result can be read",
        List.of(
            table("At " + RATE + " events per second, in milliseconds", settings),
            table("By rate, with the default settings", rates)),
        List.of(chart(rates)),
        List.of(
            Goal.atMost(3, "latency p50 ms", usual.median(50), "120"),
            Goal.atMost(3, "latency p99 ms", usual.median(99), "300")),
        List.of("Windows of " + AGGREGATION.windowMs() + " ms with " + AGGREGATION.graceMs() + " ms grace, " + live.toSeconds()
            + " s after a warm-up of " + WARM_UP.toSeconds() + " s; the simulator and the broker run on the same processors."));
  }

  private static Table table(String title, List<Setting> settings) {
    return new Table(
        title,
        List.of("guarantee", "latency", "events/s", "p50", "p90", "p99", "highest", "results", "right?"),
        settings.stream().map(Setting::row).toList());
  }

  private static LineChart chart(List<Setting> rates) {
    return new LineChart(
        "Latency by rate", "events per second", "ms", List.of(line(rates, 99, false), line(rates, 50, true)));
  }

  private static LineChart.Line line(List<Setting> rates, int percent, boolean ours) {
    List<LineChart.Point> points = rates.stream()
        .filter(setting -> setting.median(percent).isPresent())
        .map(setting -> new LineChart.Point(setting.rate, setting.median(percent).getAsDouble()))
        .toList();
    return new LineChart.Line("p" + percent, points, ours);
  }

  private static String label(Windrow windrow, int rate) {
    return windrow.guarantee() + ", " + windrow.latency() + ", " + rate + " events/s";
  }

  /** Windrow at one rate, and what was measured of it. Confined to one thread. */
  private static final class Setting {

    private final Windrow windrow;
    private final int rate;
    private final List<Live.Latencies> runs = new ArrayList<>();

    Setting(Windrow windrow, int rate) {
      this.windrow = windrow;
      this.rate = rate;
    }

    String label() {
      return Latency.label(windrow, rate);
    }

    void measure(Live live, Workbench bench) throws IOException, InterruptedException {
      try {
        Live.Latencies latencies = live.measure(windrow, Workbench.THREADS, new LiveSpec(rate, WARM_UP, bench.extent().live(), AGGREGATION));
        Percentiles percentiles = new Percentiles(latencies.millis());
        bench.out().printf(Locale.ROOT, "  %s: p50 %.0f ms, p99 %.0f ms of %d results, right: %s%n",
            label(), percentiles.at(50), percentiles.at(99), percentiles.size(), latencies.verdict().text());
        runs.add(latencies);
      } catch (BenchmarkException e) {
        bench.out().println("  " + label() + ": " + e.getMessage());
      }
    }

    /** The median over the runs of a percentile. */
    OptionalDouble median(int percent) {
      return runs.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(spread(percent).median());
    }

    private Spread spread(int percent) {
      return Spread.of(runs.stream().mapToDouble(run -> new Percentiles(run.millis()).at(percent)).toArray());
    }

    List<String> row() {
      return List.of(
          windrow.guarantee(), windrow.latency(), Integer.toString(rate),
          cell(50), cell(90), cell(99), cell(100),
          Integer.toString(runs.stream().mapToInt(run -> run.millis().size()).sum()),
          runs.stream().map(Live.Latencies::verdict).reduce((one, other) -> one.isRight() ? other : one).map(Verdict::text).orElse("–"));
    }

    private String cell(int percent) {
      return runs.isEmpty() ? "–" : spread(percent).text(0);
    }
  }
}
