package dev.windrow.cli;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigLoader;
import dev.windrow.config.Sink;
import dev.windrow.ops.Finding;
import dev.windrow.ops.Severity;
import dev.windrow.service.Checkup;
import dev.windrow.topology.WindrowTopology;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow check}: what a configuration means. */
@Command(
    name = "check",
    header = "Check a configuration and show what it means.",
    description = {"", "Prints the effective configuration, the topics with their partitions, the tables of sinks, and the topology. Does not connect to anything unless"
        + " --connect is given: then it also looks at the brokers, the topics that exist, the state folder and the databases of sinks with their tables, changes nothing,"
        + " and says what is wrong with them and what to do. 'run' makes the same checks when it starts, and looks at tables when it begins to load them."},
    footer = {
      "",
      "Examples:",
      "  windrow check --config windrow.yaml",
      "  windrow check --config windrow.yaml --set state.store=rocksdb",
      "  windrow check --config windrow.yaml --connect",
    })
final class Check implements Callable<Integer> {

  @Option(names = "--connect", description = "Also check the Kafka, the state folder and the databases that the service would run on.")
  private boolean connect;

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    Config config = configuration.load();
    PrintWriter out = spec.commandLine().getOut();
    out.println("# Effective configuration");
    out.println(ConfigLoader.effective(config).stripTrailing());
    out.println();
    out.println("# Topics (partitions as created; an existing topic's count wins)");
    new TopicTable(config).print(out);
    out.println();
    if (!config.sinks().isEmpty()) {
      out.println("# Tables of sinks (as created; one that exists is compared with what is expected)");
      config.sinks().forEach(sink -> tables(sink, out));
      out.println();
    }
    out.println("# Topology");
    out.println(WindrowTopology.describe(config).stripTrailing());
    out.println();
    if (!connect) {
      out.println("The configuration is valid.");
      return ExitCode.DONE;
    }
    out.println("# What it would run on");
    Checkup checkup = new Checkup(config);
    List<Finding> service = checkup.findings();
    List<Finding> sinks = checkup.sinks();
    List<Finding> all = Finding.gravestFirst(Stream.concat(service.stream(), sinks.stream()).toList());
    all.forEach(finding -> finding(out, finding));
    out.println();
    return conclusion(out, all, count(service, Severity.ERROR) > 0);
  }

  private static void finding(PrintWriter out, Finding finding) {
    out.printf("%-8s %s%n", finding.severity().name().toLowerCase(Locale.ROOT), finding.text());
  }

  private static int conclusion(PrintWriter out, List<Finding> findings, boolean keepsFromStarting) {
    long errors = count(findings, Severity.ERROR);
    long warnings = count(findings, Severity.WARNING);
    out.println("The configuration is valid; the service " + (keepsFromStarting ? "would not start: " : errors > 0 ? "can start, but not load its sinks: " : "can start: ")
        + errors + (errors == 1 ? " error, " : " errors, ") + warnings + (warnings == 1 ? " warning." : " warnings."));
    return errors > 0 ? ExitCode.KAFKA : ExitCode.DONE;
  }

  private static long count(List<Finding> findings, Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  private static void tables(Sink sink, PrintWriter out) {
    sink.aggregations().forEach(name -> table(out, sink, Sink.table(name), "results of " + name));
    sink.events().forEach(topic -> table(out, sink, Sink.table(topic), "records of topic " + topic));
    table(out, sink, Sink.OFFSETS_TABLE, "how far they are");
  }

  private static void table(PrintWriter out, Sink sink, String name, String what) {
    out.printf("%-44s %s: %s%n", sink.schema() + "." + name, sink.name(), what);
  }
}
