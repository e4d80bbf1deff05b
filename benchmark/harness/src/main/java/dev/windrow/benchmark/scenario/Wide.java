package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.All;
import dev.windrow.benchmark.judge.Expectation;
import dev.windrow.benchmark.judge.WindowTotals;
import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.run.Input;
import dev.windrow.benchmark.run.InputSpec;
import dev.windrow.benchmark.run.Measurement;
import dev.windrow.benchmark.run.SystemUnderTest;
import dev.windrow.benchmark.run.Windrow;
import dev.windrow.benchmark.run.Windrow.Aggregation;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Many groups, and many questions at once. */
public final class Wide implements Scenario {

  private static final int PARTITIONS = 4;
  private static final int MILLION = 1_000_000;
  private static final long PARTS = 4;
  private static final int USERS = 1_000;

  /** The user is a group of its own in most windows: hardly anything can be added up before it is sent on. */
  private static final Aggregation BY_USER = Aggregation.DEFAULT.by("by-user", "user_id");

  private static final List<Aggregation> EIGHT = List.of(
      Aggregation.DEFAULT,
      Aggregation.DEFAULT.of("by-type-10s", 10_000, 2_000),
      Aggregation.DEFAULT.of("by-type-30s", 30_000, 2_000),
      Aggregation.DEFAULT.of("by-type-60s", 60_000, 2_000),
      Aggregation.DEFAULT.by("of-all", ""),
      Aggregation.DEFAULT.by("by-user", "user_id"),
      Aggregation.DEFAULT.by("by-user-60s", "user_id").of("by-user-60s", 60_000, 2_000),
      Aggregation.DEFAULT.by("by-type-and-user", "event_type, user_id"));

  @Override
  public String name() {
    return "wide";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    Map<String, Series> byUser = compareByUser(bench);
    Map<String, Series> eight = eight(bench);
    return new Findings(
        "Wide: a million users, eight aggregations",
        List.of(
            Tables.ofSeries("By user_id, one of a million, in windows of 5 s", byUser.values()),
            Tables.ofSeries("One aggregation, and eight at once", eight.values())),
        List.of(),
        List.of(
            Goal.atLeast(2, "by user_id, throughput/dsl", byUser.get("windrow").ratio(byUser.get("dsl"), Measurement::millionEventsPerSecond), "3"),
            Goal.atMost(2, "eight aggregations, CPU/one", eight.get("eight").ratio(eight.get("one"), Measurement::cpuMicrosPerEvent), "2.5")),
        List.of());
  }

  static Input input(Workbench bench) throws IOException, InterruptedException {
    return bench.inputs().of(new InputSpec("events-of-a-million", bench.extent().events() / PARTS, PARTITIONS, MILLION));
  }

  static Windrow byUser(Workbench bench) {
    return bench.systems().windrow().computing(List.of(BY_USER));
  }

  private static Map<String, Series> compareByUser(Workbench bench) throws IOException, InterruptedException {
    Input input = input(bench);
    Windrow windrow = byUser(bench);
    SystemUnderTest dsl = bench.systems().dsl().with("--group-by", "user_id");
    Map<String, Series> series = Rounds.on(bench).of(List.of(
        new Contender("windrow", windrow, Workbench.THREADS, input, () -> totals(input, windrow), bench.extent().repetitions()),
        new Contender("dsl", dsl, Workbench.THREADS, input, () -> totals(input, dsl), bench.extent().slowRepetitions())));
    bench.inputs().drop(input.spec());
    return series;
  }

  static WindowTotals totals(Input input, SystemUnderTest system) {
    return new WindowTotals(input.truth(), "", Aggregation.DEFAULT.windowMs(), input.spec().lastEnd(), system.tolerance());
  }

  private static Map<String, Series> eight(Workbench bench) throws IOException, InterruptedException {
    Input input = bench.inputs().of(new InputSpec("events-by-type", bench.extent().events(), PARTITIONS, USERS));
    return Rounds.on(bench).of(List.of(
        contender("one", bench, input, List.of(Aggregation.DEFAULT)),
        contender("eight", bench, input, EIGHT)));
  }

  private static Contender contender(String label, Workbench bench, Input input, List<Aggregation> aggregations) {
    Windrow windrow = bench.systems().windrow().computing(aggregations);
    return new Contender(
        label, windrow, Workbench.THREADS, input, () -> expectation(input, windrow), bench.extent().repetitions());
  }

  private static Expectation expectation(Input input, Windrow windrow) {
    return new All(windrow.aggregations().stream()
        .map(one -> new WindowTotals(input.truth(), one.name(), one.windowMs(), input.spec().lastEnd(), windrow.tolerance()))
        .toList());
  }
}
