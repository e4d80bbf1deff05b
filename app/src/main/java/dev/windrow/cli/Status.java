package dev.windrow.cli;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.TopicReader;
import dev.windrow.topology.Ledger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code windrow status}: where the service stands, read from Kafka. */
@Command(
    name = "status",
    header = "Show the ledger, the watermark and who holds it back.",
    description = {"", "Reads what the service has committed to Kafka, so it also works while no service runs."},
    footer = {"", "Examples:", "  windrow status", "  windrow status --config windrow.yaml"})
final class Status implements Callable<Integer> {

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() {
    Config config = configuration.load();
    try (TopicReader reader = new TopicReader(config)) {
      Ledger ledger = Ledger.read(config, reader);
      LedgerText text = new LedgerText(spec.commandLine().getOut());
      text.watermark(config, ledger);
      for (Aggregation aggregation : config.aggregations()) {
        text.ledger(aggregation, ledger);
      }
      return ExitCode.DONE;
    }
  }
}
