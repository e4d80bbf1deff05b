package dev.windrow.benchmark.scenario;

import dev.windrow.benchmark.judge.Verdict;
import dev.windrow.benchmark.run.BenchmarkException;
import dev.windrow.benchmark.run.Measurement;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Measures contenders in turn, A B C A B C, so that a machine that gets slower or faster meanwhile does so for all of them. The first
 * two rounds are not counted: they fill the page cache, and the broker compiles what it is asked to do, transactions most of all.
 */
final class Rounds {

  private static final int WARM_UPS = 2;

  private final Measuring measuring;
  private final PrintStream out;
  private final Map<String, List<Measurement>> measured = new LinkedHashMap<>();

  Rounds(Measuring measuring, PrintStream out) {
    this.measuring = measuring;
    this.out = out;
  }

  /** Catching up. */
  static Rounds on(Workbench bench) {
    return new Rounds(contender -> bench.catchUp().measure(
        contender.system(), contender.threads(), contender.input(), contender.expectation().get()), bench.out());
  }

  /** One series for each, in their order. One that fails is told, and goes on missing. */
  Map<String, Series> of(List<Contender> contenders) throws IOException, InterruptedException {
    contenders.forEach(contender -> measured.put(contender.label(), new ArrayList<>()));
    for (int round = 1; round <= WARM_UPS; round++) {
      for (Contender contender : contenders) {
        if (contender.isWarmedUp()) {
          measure("warm-up " + round, contender);
        }
      }
    }
    int rounds = contenders.stream().mapToInt(Contender::repetitions).max().orElse(0);
    for (int round = 1; round <= rounds; round++) {
      for (Contender contender : contenders) {
        if (round <= contender.repetitions()) {
          measure("round " + round, contender).ifPresent(measured.get(contender.label())::add);
        }
      }
    }
    Map<String, Series> series = new LinkedHashMap<>();
    measured.forEach((label, measurements) -> series.put(label, new Series(label, measurements)));
    return series;
  }

  private Optional<Measurement> measure(String round, Contender contender) throws IOException, InterruptedException {
    try {
      Measurement measurement = measuring.of(contender);
      tell(round, contender, measurement);
      return Optional.of(measurement);
    } catch (BenchmarkException e) {
      out.println("  " + round + ", " + contender.label() + ": " + e.getMessage());
      return Optional.empty();
    }
  }

  private void tell(String round, Contender contender, Measurement measurement) {
    out.printf(Locale.ROOT, "  %s, %s: %.3f M events/s, %.2f CPU-µs per event, %.0f MiB, right: %s%n", round, contender.label(),
        measurement.millionEventsPerSecond(), measurement.cpuMicrosPerEvent(), measurement.peakRssMib(),
        measurement.verdict().map(Verdict::text).orElse("–"));
    measurement.verdict().map(Verdict::example).filter(example -> !example.isEmpty()).ifPresent(example ->
        out.println("    for example: " + example));
  }

  /** Measures once. */
  interface Measuring {
    Measurement of(Contender contender) throws IOException, InterruptedException;
  }
}
