package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.EveryResult;
import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.measure.Spread;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.Input;
import dev.windrow.benchmark.run.InputSpec;
import dev.windrow.benchmark.run.JavaOptions;
import dev.windrow.benchmark.run.Measurement;
import dev.windrow.benchmark.run.Restart;
import dev.windrow.benchmark.run.Windrow;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/** How long starts and restarts take, and how little memory a catch-up does with. */
public final class Start implements Scenario {

  private static final int PARTITIONS = 4;
  private static final int USERS = 1_000;
  private static final String LEAN = "windrow, small heap";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    List<Restart.Times> times = times(bench);
    Spread first = Spread.of(times.stream().map(Restart.Times::firstStartSeconds).toList());
    Spread second = Spread.of(times.stream().map(Restart.Times::secondStartSeconds).toList());
    Spread afterKill = Spread.of(times.stream().map(Restart.Times::afterKillSeconds).toList());
    Map<String, Series> memory = memory(bench);
    return new Findings(
        "Start, restart, memory",
        List.of(
            new Table("Seconds: medians, lowest and highest", List.of("", "s"), List.of(
                List.of("JVM start to RUNNING, first start with all topics to create", first.text(2)),
                List.of("JVM start to RUNNING, later starts", second.text(2)),
                List.of("kill -9 to the first new result, started again at once", afterKill.text(2)))),
            Tables.ofSeries("Catching up with " + String.join(" ", JavaOptions.LEAN), memory.values())),
        List.of(),
        List.of(
            Goal.atMost(5, "start to RUNNING s", OptionalDouble.of(second.median()), "2.5"),
            Goal.atMost(5, "first start to RUNNING s", OptionalDouble.of(first.median()), "2.5"),
            // What a kill hits is a matter of luck: each of them counts.
            Goal.atMost(5, "kill -9 to new result s, longest", OptionalDouble.of(afterKill.max()), "13"),
            Goal.atMost(5, "RSS MiB at catch-up", memory.get(LEAN).median(Measurement::peakRssMib), "600"),
            Goal.atLeast(5, "M events/s at that RSS", memory.get(LEAN).median(Measurement::millionEventsPerSecond), "3")),
        List.of());
  }

  private static List<Restart.Times> times(Workbench bench) throws IOException, InterruptedException {
    List<Restart.Times> times = new ArrayList<>();
    for (int round = 1; round <= bench.extent().repetitions(); round++) {
      Restart.Times one = bench.restart().measure(bench.systems().windrow(), Workbench.THREADS);
      bench.out().printf(Locale.ROOT, "  round %d: %.2f s to the first RUNNING, %.2f s to the second, %.2f s from kill -9 to a result%n",
          round, one.firstStartSeconds(), one.secondStartSeconds(), one.afterKillSeconds());
      times.add(one);
    }
    return times;
  }

  private static Map<String, Series> memory(Workbench bench) throws IOException, InterruptedException {
    Input input = bench.inputs().of(new InputSpec("events-by-type", bench.extent().events(), PARTITIONS, USERS));
    Windrow windrow = bench.systems().windrow().withJavaOptions(JavaOptions.LEAN);
    return Rounds.on(bench).of(List.of(new Contender(LEAN, windrow, Workbench.THREADS, input,
        () -> new EveryResult(input.truth(), input.spec().lastEnd(), windrow.tolerance()), bench.extent().repetitions())));
  }
}
