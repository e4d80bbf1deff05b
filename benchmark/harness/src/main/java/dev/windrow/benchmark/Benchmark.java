package dev.windrow.benchmark;

import dev.windrow.benchmark.measure.Goal;
import dev.windrow.benchmark.report.Findings;
import dev.windrow.benchmark.report.Machine;
import dev.windrow.benchmark.report.Report;
import dev.windrow.benchmark.report.Table;
import dev.windrow.benchmark.run.BenchmarkException;
import dev.windrow.benchmark.run.Broker;
import dev.windrow.benchmark.run.ClassArchive;
import dev.windrow.benchmark.run.Folders;
import dev.windrow.benchmark.run.JavaOptions;
import dev.windrow.benchmark.scenario.Scenario;
import dev.windrow.benchmark.scenario.Systems;
import dev.windrow.benchmark.scenario.Workbench;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The benchmark's main class; {@code run.sh} builds everything and starts it. */
public final class Benchmark {

  private final Options options;
  private final PrintStream out;
  private final List<String> failed = new ArrayList<>();

  private Benchmark(Options options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Ends with exit code 0 when all goals are met, 1 when one is not, 2 when the arguments are wrong. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try {
      System.exit(new Benchmark(Options.parse(arguments), out).run() ? 0 : 1);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      System.exit(2);
    } catch (BenchmarkException e) {
      out.println(e.getMessage());
      System.exit(1);
    }
  }

  /** Whether all goals are met. */
  private boolean run() throws IOException, InterruptedException {
    Path target = options.root().resolve("benchmark/target");
    Report report = new Report(target.resolve("report"));
    Systems systems = new Systems(options.root());
    List<String> header = new ArrayList<>(List.of(Machine.here().text()));
    new ClassArchive(systems.windrowJar()).warning().ifPresent(header::add);
    header.forEach(out::println);
    header.add("Java options of all systems: " + String.join(" ", JavaOptions.FOR_ALL));
    report.header(header);
    Path work = target.resolve("work");
    Folders.delete(work);
    try (Broker broker = Broker.start(systems.windrowJar(), work)) {
      Workbench bench = Workbench.of(broker, systems, options.extent(), work, out);
      for (Scenario scenario : options.scenarios()) {
        run(scenario, bench, report);
      }
    }
    out.println("The report is " + report.write());
    out.print(report.goalLines());
    return failed.isEmpty() && report.goals().stream().allMatch(Goal::isMet);
  }

  private void run(Scenario scenario, Workbench bench, Report report) throws IOException, InterruptedException {
    out.println(scenario.name());
    try {
      Findings findings = scenario.run(bench);
      report.add(scenario.name(), findings);
      show(findings);
    } catch (BenchmarkException e) {
      failed.add(scenario.name());
      out.println("scenario " + scenario.name() + " FAILED: " + e.getMessage());
    }
  }

  private void show(Findings findings) {
    out.println();
    out.println(findings.title());
    for (Table table : findings.tables()) {
      out.println(table.title());
      out.println(table.text());
    }
    findings.notes().forEach(out::println);
  }
}
