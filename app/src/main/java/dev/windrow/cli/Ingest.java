package dev.windrow.cli;

import dev.windrow.config.Config;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code windrow ingest}: from outside into Kafka. */
@Command(
    name = "ingest",
    subcommands = {IngestHttp.class, IngestFiles.class, IngestSql.class},
    header = "Bring events from APIs, files, databases and topics into Kafka.",
    description = {
      "",
      "Reads the sources of the configuration, all at once, and ends when all of them have ended; those that say every: begin again until Ctrl-C. What was"
          + " read goes into Kafka together with where reading goes on, so a second start goes on where the first one ended. Exit code 1 when something"
          + " could not be read.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow ingest --config windrow.yaml",
      "  windrow ingest --config windrow.yaml --once --format json",
      "  windrow ingest files data/*.ndjson.gz",
    })
final class Ingest implements Callable<Integer> {

  @Mixin
  private IngestOptions options;

  @Override
  public Integer call() throws Exception {
    Config config = options.load(List.of());
    if (config.ingest().sources().isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "nothing to read: expected sources: in the configuration, found none; docs/pipelines.md has examples");
    }
    return options.run(config);
  }
}
