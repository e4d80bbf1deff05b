package dev.windrow.cli;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.cli.verify.Verification;
import dev.windrow.config.Config;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow verify}: whether what came out is what was expected. */
@Command(
    name = "verify",
    header = "Compare the results with a truth file of the simulator.",
    description = {
      "",
      "Reads results, late events, dead letters and the ledger from Kafka and says what is missing, extra or wrong. A revised result is right when its"
          + " last value is. The last line is the verdict; the exit code is 1 if anything differs or nothing was compared.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow simulate --count 1000000 --truth truth.ndjson",
      "  windrow verify --truth truth.ndjson --wait 60s",
    })
final class Verify implements Callable<Integer> {

  private static final int SHOWN = 10;

  @Option(names = "--truth", paramLabel = "FILE", required = true, description = "The truth file that the simulator wrote.")
  private Path truth;

  @Option(names = "--wait", paramLabel = "TIME", defaultValue = "0s", converter = DurationOption.class,
      description = "How long to wait for results that are still coming (default: ${DEFAULT-VALUE}).")
  private Duration wait;

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Config config = configuration.load();
    StopSignals stop = StopSignals.install();
    Verification verification = verification(config);
    Comparison comparison =
        verification.compare(wait, Clock.systemUTC(), notYet -> err().println("not yet: " + notYet.verdict()), stop::received);
    verification.absentTopics().forEach(topic ->
        out().println("topic " + topic + " does not exist: the service has not run yet, or --config is not its configuration"));
    differences("missing", comparison.missing());
    differences("extra", comparison.extra());
    differences("wrong", comparison.wrong());
    differences("ledger", comparison.ledger());
    if (wait.isZero() && !comparison.missing().isEmpty() && comparison.extra().isEmpty()) {
      out().println("what is missing may still be coming, if the service is at work or has just been started: --wait 60s waits for it");
    }
    out().println(comparison.verdict());
    if (stop.received()) {
      return stop.await();
    }
    return comparison.isRight() ? ExitCode.DONE : ExitCode.FAILURE;
  }

  private Verification verification(Config config) throws Exception {
    try {
      return Verification.of(config, truth);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private void differences(String kind, List<String> differences) {
    differences.stream().limit(SHOWN).forEach(difference -> out().println(kind + ": " + difference));
    if (differences.size() > SHOWN) {
      out().println(kind + ": … and " + (differences.size() - SHOWN) + " more");
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
