package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.WindowTotals;
import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.BenchmarkException;
import dev.windrow.benchmark.run.Input;
import dev.windrow.benchmark.run.InputSpec;
import dev.windrow.benchmark.run.Inputs;
import dev.windrow.benchmark.run.Measurement;
import dev.windrow.benchmark.run.Windrow;
import dev.windrow.benchmark.run.Windrow.Aggregation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What more partitions, more groups and more instances cost. */
public final class Scaling implements Scenario {

  private static final List<Integer> PARTITIONS = List.of(1, 4, 16, 64);
  private static final int USUAL_PARTITIONS = 4;
  private static final int USERS = 10_000;
  private static final String FOUR_GROUPS = "4 groups";
  private static final String MANY_GROUPS = "10000 groups";
  private static final String TOGETHER = "1 instance, 2 threads";
  private static final String APART = "2 instances, 1 thread each";
  private static final String WARM = ", warmed up";

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    Map<String, Series> partitions = byPartitions(bench);
    Map<String, Series> groups = byGroups(bench);
    Map<String, Series> instances = byInstances(bench);
    Series few = groups.get(FOUR_GROUPS);
    return new Findings(
        "Scale: partitions, groups, instances",
        List.of(
            Tables.ofSeries("By partitions", partitions.values()),
            Tables.ofSeries("By groups", groups.values()),
            traffic(groups),
            Tables.ofSeries("By instances, from the moment at which all of them run", instances.values())),
        List.of(),
        List.of(
            Goal.atMost(4, "partials traffic % of input", percent(few), "0.1"),
            Goal.atMost(4, "CPU per event, 64 partitions/1", cpu(partitions, label(64), label(1)), "1.3"),
            Goal.atMost(4, "CPU per event, 10000 groups/4", cpu(groups, MANY_GROUPS, FOUR_GROUPS), "2"),
            Goal.atLeast(4, "throughput, 2 instances/1", throughput(instances, APART, TOGETHER), "0.9"),
            Goal.atLeast(4, "throughput, 2 instances/1" + WARM, throughput(instances, APART + WARM, TOGETHER + WARM), "0.9")),
        List.of());
  }

  private static OptionalDouble cpu(Map<String, Series> series, String one, String other) {
    return series.get(one).ratio(series.get(other), Measurement::cpuMicrosPerEvent);
  }

  private static OptionalDouble throughput(Map<String, Series> series, String one, String other) {
    return series.get(one).ratio(series.get(other), Measurement::millionEventsPerSecond);
  }

  private static OptionalDouble percent(Series series) {
    return series.median(measurement -> 100 * measurement.shuffled());
  }

  private static Table traffic(Map<String, Series> groups) {
    return new Table(
        "Bytes of partials by bytes of input",
        List.of("", "%"),
        groups.values().stream().map(series -> List.of(series.label(), series.cell(one -> 100 * one.shuffled(), 3))).toList());
  }

  private static Map<String, Series> byPartitions(Workbench bench) throws IOException, InterruptedException {
    List<Contender> contenders = new ArrayList<>();
    for (int partitions : PARTITIONS) {
      Input input = bench.inputs().of(spec(bench, "events-in-" + partitions, partitions));
      contenders.add(contender(label(partitions), bench, input, Aggregation.DEFAULT));
    }
    Map<String, Series> series = Rounds.on(bench).of(contenders);
    for (int partitions : PARTITIONS) {
      bench.inputs().drop(spec(bench, "events-in-" + partitions, partitions));
    }
    return series;
  }

  private static String label(int partitions) {
    return partitions + (partitions == 1 ? " partition" : " partitions");
  }

  private static Map<String, Series> byGroups(Workbench bench) throws IOException, InterruptedException {
    InputSpec spec = spec(bench, "events-of-ten-thousand", USUAL_PARTITIONS);
    Input input = bench.inputs().of(spec);
    Map<String, Series> series = Rounds.on(bench).of(List.of(
        contender(FOUR_GROUPS, bench, input, Aggregation.DEFAULT),
        contender(MANY_GROUPS, bench, input, Aggregation.DEFAULT.by("by-user", "user_id"))));
    bench.inputs().drop(spec);
    return series;
  }

  private static InputSpec spec(Workbench bench, String topic, int partitions) {
    return new InputSpec(topic, bench.extent().events(), partitions, USERS);
  }

  private static Contender contender(String label, Workbench bench, Input input, Aggregation aggregation) {
    Windrow windrow = bench.systems().windrow().computing(List.of(aggregation));
    return new Contender(
        label, windrow, Workbench.THREADS, input, () -> totals(input, windrow), bench.extent().repetitions());
  }

  private static WindowTotals totals(Input input, Windrow windrow) {
    return new WindowTotals(input.truth(), "", Aggregation.DEFAULT.windowMs(), input.spec().lastEnd(), windrow.tolerance());
  }

  /**
   * Each run has an input of its own behind a gate, so that instances share the partitions before there is anything to read; or have read as much, so that most of
   * their code is compiled.
   */
  private static Map<String, Series> byInstances(Workbench bench) throws IOException, InterruptedException {
    Windrow together = bench.systems().windrow().strict();
    Windrow apart = together.onInstances(2);
    List<BehindGate> contenders = List.of(
        new BehindGate(TOGETHER, together, false), new BehindGate(APART, apart, false),
        new BehindGate(TOGETHER + WARM, together, true), new BehindGate(APART + WARM, apart, true));
    Map<String, List<Measurement>> measured = new LinkedHashMap<>();
    contenders.forEach(contender -> measured.put(contender.label(), new ArrayList<>()));
    int run = 0;
    for (int round = 1; round <= bench.extent().repetitions(); round++) {
      for (BehindGate contender : contenders) {
        InputSpec spec = spec(bench, "events-behind-gate-" + ++run, USUAL_PARTITIONS);
        contender.measure(bench, spec).ifPresent(measured.get(contender.label())::add);
        bench.inputs().drop(spec);
      }
    }
    Map<String, Series> series = new LinkedHashMap<>();
    measured.forEach((label, measurements) -> series.put(label, new Series(label, measurements)));
    return series;
  }

  private record BehindGate(String label, Windrow windrow, boolean warmedUp) {

    private Optional<Measurement> measure(Workbench bench, InputSpec spec) throws IOException, InterruptedException {
      Inputs.Gated gated = bench.inputs().gated(spec, warmedUp);
      try (var gate = gated.gate()) {
        Input input = gated.input();
        Measurement measurement =
            bench.catchUp().measure(windrow, Workbench.THREADS, input, totals(input, windrow), Optional.of(gate));
        bench.out().printf(Locale.ROOT, "  %s: %.2f M events/s%n", label, measurement.millionEventsPerSecond());
        return Optional.of(measurement);
      } catch (BenchmarkException e) {
        bench.out().println("  " + label + ": " + e.getMessage());
        return Optional.empty();
      }
    }
  }
}
