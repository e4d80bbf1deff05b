package dev.windrow.cli;

import dev.windrow.demo.BrokerOptions;
import dev.windrow.demo.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow broker}: the embedded broker alone, until it is told to stop. */
@Command(
    name = "broker",
    header = "Run a Kafka broker on this machine, for those without one.",
    description = {
      "",
      "Listens on 127.0.0.1 only. Topics and data are kept in the data folder and are there again after a restart; nothing expires. "
          + "Ctrl-C stops it cleanly.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow broker",
      "  windrow broker --port 19092 --data-dir /tmp/events",
    })
final class Broker implements Callable<Integer> {

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "9092",
      description = "Port for clients; 0 for a free one, which the data folder keeps (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--data-dir", paramLabel = "DIR", description = "Folder for topics and data (default: ~/.windrow/broker).")
  private Path dataDir = Path.of(System.getProperty("user.home"), ".windrow", "broker");

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    StopSignals stop = StopSignals.install();
    try (EmbeddedBroker broker = EmbeddedBroker.start(options())) {
      spec.commandLine().getOut().println("Kafka is ready at " + broker.bootstrapServers() + ", data in " + broker.dataDir());
      return stop.await(broker.failure());
    }
  }

  private BrokerOptions options() {
    try {
      return BrokerOptions.TEMPORARY.withDataDir(dataDir).withPort(port);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--port: " + e.getMessage());
    }
  }
}
