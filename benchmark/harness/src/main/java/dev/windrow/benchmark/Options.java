package dev.windrow.benchmark;

import dev.windrow.benchmark.scenario.Extent;
import dev.windrow.benchmark.scenario.Latency;
import dev.windrow.benchmark.scenario.Profile;
import dev.windrow.benchmark.scenario.Queries;
import dev.windrow.benchmark.scenario.Scaling;
import dev.windrow.benchmark.scenario.Scenario;
import dev.windrow.benchmark.scenario.SimulatorSpeed;
import dev.windrow.benchmark.scenario.Start;
import dev.windrow.benchmark.scenario.Throughput;
import dev.windrow.benchmark.scenario.Wide;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the command line asks for.
 *
 * @param root of the repository
 * @param scenarios in the order in which they run
 */
record Options(Path root, List<Scenario> scenarios, Extent extent) {

  private static final List<Scenario> ALL = List.of(
      new Throughput(), new Wide(), new Latency(), new Scaling(), new Start(), new SimulatorSpeed(), new Queries(), Profile.fewGroups(), Profile.manyGroups());

  /** @throws IllegalArgumentException with a message for the user */
  static Options parse(String... arguments) {
    Extent extent = Extent.FULL;
    boolean quick = false;
    List<Scenario> chosen = new ArrayList<>();
    Path root = Path.of("").toAbsolutePath();
    for (int i = 0; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--quick" -> {
          quick = true;
          extent = Extent.QUICK;
        }
        case "--root" -> root = Path.of(value(arguments, ++i)).toAbsolutePath();
        case "--events" -> extent = extent.withEvents(Long.parseLong(value(arguments, ++i)));
        case "--repetitions" -> extent = extent.withRepetitions(Integer.parseInt(value(arguments, ++i)));
        case "--live" -> extent = extent.withLive(Duration.ofSeconds(Long.parseLong(value(arguments, ++i))));
        default -> chosen.add(named(arguments[i]));
      }
    }
    if (chosen.isEmpty()) {
      chosen.addAll(quick ? ALL.subList(0, 1) : ALL);
    }
    return new Options(root, List.copyOf(chosen), extent);
  }

  private static String value(String[] arguments, int index) {
    if (index >= arguments.length) {
      throw new IllegalArgumentException("expected a value after " + arguments[index - 1]);
    }
    return arguments[index];
  }

  private static Scenario named(String name) {
    return ALL.stream()
        .filter(scenario -> scenario.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("expected --quick, --events N, --repetitions N, --live SECONDS or one of the scenarios "
            + String.join(", ", ALL.stream().map(Scenario::name).toList()) + "; found " + name));
  }
}
