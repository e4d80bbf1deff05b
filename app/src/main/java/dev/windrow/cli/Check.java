package dev.windrow.cli;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.config.ConfigLoader;
import dev.windrow.topology.MergeStores;
import dev.windrow.topology.WindrowTopology;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code windrow check}: what a configuration means. */
@Command(
    name = "check",
    header = "Check a configuration and show what it means.",
    description = {"", "Prints the effective configuration, the topics with their partitions, and the topology. Does not connect to Kafka."},
    footer = {
      "",
      "Examples:",
      "  windrow check --config windrow.yaml",
      "  windrow check --config windrow.yaml --set state.store=rocksdb",
    })
final class Check implements Callable<Integer> {

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Config config = configuration.load();
    PrintWriter out = spec.commandLine().getOut();
    out.println("# Effective configuration");
    out.println(ConfigLoader.effective(config).stripTrailing());
    out.println();
    out.println("# Topics (partitions as created; an existing topic's count wins)");
    topics(config, out);
    out.println();
    out.println("# Topology");
    out.println(WindrowTopology.describe(config).stripTrailing());
    out.println();
    out.println("The configuration is valid.");
    return ExitCode.DONE;
  }

  private static void topics(Config config, PrintWriter out) {
    int partitions = config.input().partitions();
    int mergePartitions = config.state().mergePartitions();
    config.input().topics().forEach(topic -> topic(out, topic, partitions, "input"));
    topic(out, config.input().late(), partitions, "late events");
    topic(out, config.input().deadLetters(), partitions, "dead letters");
    config.aggregations().stream().map(Aggregation::output).distinct().forEach(topic -> topic(out, topic, mergePartitions, "results"));
    topic(out, MergeStores.partialsTopic(config.applicationId()), mergePartitions, "between the stages");
    MergeStores.changelogTopics(config.applicationId()).forEach(topic -> topic(out, topic, mergePartitions, "state of stage 2"));
  }

  private static void topic(PrintWriter out, String name, int partitions, String what) {
    out.printf("%-44s %4d  %s%n", name, partitions, what);
  }
}
