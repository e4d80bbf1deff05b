package dev.windrow.cli;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigLoader;
import dev.windrow.service.WindrowService;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code windrow run}: the long-running service. */
@Command(
    name = "run",
    header = "Run the service: events in, window results out.",
    description = {
      "",
      "Reads the input topics, writes window results, late events and dead letters. Creates the topics that are missing. Waits for Kafka when it"
          + " cannot be reached. Start it on more machines with the same configuration to share the work.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow run",
      "  windrow run --config windrow.yaml",
      "  windrow run --bootstrap-servers kafka:9092 --set input.idle-after=3s",
    })
final class Run implements Callable<Integer> {

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load();
    show(ConfigLoader.effective(config));
    StopSignals stop = StopSignals.install();
    try (WindrowService service = new WindrowService(config, Clock.systemUTC())) {
      stop.onStop(service::close);
      service.failure().thenAccept(LastResort::endIfBroken);
      if (service.start()) {
        return stop.await(service.failure());
      }
      return stop.await();
    }
  }

  private void show(String effective) {
    if (LogFormat.used() == LogFormat.json) {
      LoggerFactory.getLogger(Run.class).info("the configuration in effect:\n{}", effective);
      return;
    }
    spec.commandLine().getErr().print(effective.indent(2));
    spec.commandLine().getErr().flush();
  }
}
