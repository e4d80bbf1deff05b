package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.measure.Spread;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.BenchmarkException;
import dev.windrow.benchmark.run.Simulator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** How fast the simulator is: into the broker, and into a file. */
public final class SimulatorSpeed implements Scenario {

  private static final long PARTS = 2;
  private static final int PARTITIONS = 4;
  private static final Duration LIMIT = Duration.ofMinutes(10);

  @Override
  public String name() {
    return "simulator";
  }

  @Override
  public Findings run(Workbench bench) throws IOException, InterruptedException {
    List<Double> intoBroker = new ArrayList<>();
    List<Double> intoFile = new ArrayList<>();
    for (int round = 0; round <= bench.extent().repetitions(); round++) {
      double broker = broker(bench, round);
      double file = file(bench, round);
      bench.out().printf(Locale.ROOT, "  %s: %.2f M events/s into the broker, %.2f M events/s into a file%n", round == 0 ? "warm-up" : "round " + round, broker, file);
      if (round > 0) {
        intoBroker.add(broker);
        intoFile.add(file);
      }
    }
    Spread toBroker = Spread.of(intoBroker);
    Spread toFile = Spread.of(intoFile);
    return new Findings(
        "Simulator: " + count(bench) + " events at full speed",
        List.of(new Table("Medians, lowest and highest", List.of("into", "M events/s"),
            List.of(List.of("the broker, 4 partitions", toBroker.text(2)), List.of("an uncompressed file", toFile.text(2))))),
        List.of(),
        List.of(
            Goal.atLeast(6, "simulator into broker, M events/s", OptionalDouble.of(toBroker.median()), "1"),
            Goal.atLeast(6, "simulator into file, M events/s", OptionalDouble.of(toFile.median()), "3")),
        List.of("As the simulator says itself, without the start of its JVM; how many events have arrived is counted."));
  }

  private static long count(Workbench bench) {
    return bench.extent().events() / PARTS;
  }

  private static double broker(Workbench bench, int round) throws IOException, InterruptedException {
    String topic = "simulated-" + round;
    bench.broker().create(topic, PARTITIONS, Map.of());
    double rate = run(bench, round, List.of("--bootstrap-servers", bench.broker().address(), "--topic", topic));
    requireAll(bench, bench.broker().records(topic, PARTITIONS), "topic " + topic);
    bench.broker().delete(topic);
    return rate;
  }

  private static double file(Workbench bench, int round) throws IOException, InterruptedException {
    Path file = bench.dir().resolve("simulated.ndjson");
    double rate = run(bench, round, List.of("--output", file.toString()));
    try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_8)) {
      requireAll(bench, lines.count(), file.toString());
    }
    Files.delete(file);
    return rate;
  }

  private static double run(Workbench bench, int round, List<String> destination) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("--pace", "max", "--rate", "50000", "--count", Long.toString(count(bench))));
    arguments.addAll(destination);
    Path log = bench.dir().resolve("simulator-" + round + ".log");
    return Simulator.run(bench.systems().simulatorJar(), arguments, log, LIMIT).perSecond() / 1e6;
  }

  private static void requireAll(Workbench bench, long found, String where) {
    if (found != count(bench)) {
      throw new BenchmarkException("expected " + count(bench) + " events in " + where + ", found " + found);
    }
  }
}
