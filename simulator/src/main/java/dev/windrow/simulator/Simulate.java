package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command {@code simulate}. Exit codes: 0 done (TERM included), 1 not everything delivered, 2 usage, 3 Kafka not usable, 130 Ctrl-C.
 * Everything but events on standard output goes to standard error.
 */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    versionProvider = Simulate.Version.class,
    sortOptions = false,
    abbreviateSynopsis = true,
    usageHelpAutoWidth = true,
    header = "Send synthetic user events to Kafka, standard output or a file.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  10 events a second to the local Kafka, until Ctrl-C:",
      "    simulate",
      "  Two million events at 50,000 a second, some out of order, late or malformed, and a file with what to expect of them:",
      "    simulate --rate 50000 --count 2000000 --seed 7 --out-of-order 500ms --late 1%% --malformed 0.1%% --truth t.ndjson",
      "  An hour of traffic in waves, as fast as Kafka takes it, ending now:",
      "    simulate --rate 2000 --duration 1h --pace max --shape sine --skew 1.1",
      "  A look at the events, without Kafka:",
      "    simulate --output stdout --pace max --count 5 --sessions --users 3",
      "%nExit codes: 0 done, 1 not everything was delivered, 2 usage, 3 Kafka not usable, 130 Ctrl-C."
    })
public final class Simulate implements Callable<Integer> {

  private static final int INTERRUPTED = 130;
  private static final Duration TICK = Duration.ofMillis(100);

  @Spec
  private CommandSpec spec;

  @Mixin
  private final Arguments arguments = new Arguments();

  private volatile int stoppedBy;

  public static void main(String[] args) {
    QuietLogs.before();
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Simulate());
    return line.setParameterExceptionHandler((problem, arguments) -> {
      line.getErr().println("simulate: " + problem.getMessage());
      line.getErr().println("'simulate --help' shows what there is.");
      return Reason.USAGE.exitCode();
    });
  }

  @Override
  public Integer call() throws InterruptedException {
    SimulatorOptions options = options();
    if (options.target().destination() instanceof Target.Kafka) {
      QuietLogs.now();
    }
    try (Simulation simulation = new Simulation(options); Signals signals = new Signals()) {
      signals.listen(signal -> signalled(signal, simulation));
      return run(simulation, options);
    } catch (SimulationException e) {
      return report(e, options);
    }
  }

  /** A reader that has seen enough, like head, closes standard output: no failure, unless a truth was wanted. */
  private int report(SimulationException failure, SimulatorOptions options) {
    boolean enough = options.target().destination() instanceof Target.StandardOutput && options.truth().isEmpty()
        && String.valueOf(failure.getMessage()).endsWith("Broken pipe");
    if (enough) {
      return 0;
    }
    messages().println(spec.root().name() + ": " + failure.getMessage());
    return failure.reason().exitCode();
  }

  private PrintWriter messages() {
    return spec.commandLine().getErr();
  }

  /** What the arguments ask for. */
  SimulatorOptions options() {
    try {
      return arguments.options();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private int run(Simulation simulation, SimulatorOptions options) throws SimulationException, InterruptedException {
    simulation.start();
    simulation.notes().forEach(messages()::println);
    Progress progress = new Progress(messages(), System.console() != null, options.run().count(), System.nanoTime());
    while (stoppedBy == 0 && !simulation.await(TICK)) {
      progress.update(simulation.sent(), System.nanoTime());
    }
    progress.clear();
    tell(simulation.stop(), options);
    return stoppedBy == Signals.INTERRUPT ? INTERRUPTED : 0;
  }

  /** The first signal ends the run, a second one the process at once. So does the first as long as there is nothing to finish. */
  private void signalled(int signal, Simulation simulation) {
    if (stoppedBy != 0) {
      Runtime.getRuntime().halt(signal == Signals.INTERRUPT ? INTERRUPTED : Reason.FAILED.exitCode());
    }
    stoppedBy = signal;
    if (!simulation.isRunning()) {
      Runtime.getRuntime().halt(signal == Signals.INTERRUPT ? INTERRUPTED : 0);
    }
  }

  private void tell(Summary summary, SimulatorOptions options) {
    messages().printf(Locale.ROOT, "Sent %,d events in %.1f s (%,.0f/s) to %s, seed %d.%n", summary.sent(),
        summary.took().toMillis() / 1000.0, summary.perSecond(), arguments.destination(), options.events().seed());
    if (summary.sent() > 0) {
      messages().println("They happened from " + summary.first() + " to " + summary.last() + ".");
    }
    options.truth().ifPresent(truth -> messages().printf(Locale.ROOT, "Truth: %,d results in %s.%n", summary.results(), truth.file()));
    if (!summary.remark().isEmpty()) {
      messages().println("Warning: " + summary.remark());
    }
  }

  /** The version that the build wrote into the jar. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String built = Simulate.class.getPackage().getImplementationVersion();
      return new String[] {"windrow simulator " + (built == null ? "(not packaged)" : built)};
    }
  }
}
