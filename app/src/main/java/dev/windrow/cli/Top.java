package dev.windrow.cli;

import dev.windrow.cli.top.Display;
import dev.windrow.cli.top.Monitor;
import dev.windrow.cli.top.PlainText;
import dev.windrow.cli.top.Screen;
import dev.windrow.cli.top.Target;
import dev.windrow.cli.top.Tty;
import dev.windrow.cli.top.UnavailableException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow top}: what a running service is doing, for people in a shell. */
@Command(
    name = "top",
    header = "Watch a running service: rates, windows, partitions, ledger.",
    description = {
      "",
      "Asks an instance over HTTP, any one of them answers for all, and redraws in place until q or Ctrl-C. Without a terminal, or with --plain, it appends a"
          + " block of lines each time. Looks for the instance where the configuration says that it listens (http.host, http.port). Times are UTC; figures are"
          + " rounded.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow top",
      "  windrow top --config orders.yaml --aggregation by-country",
      "  windrow top --url https://windrow-1:8080 --ca ca.pem --token-file token",
      "  windrow top --once | grep holds",
    })
final class Top implements Callable<Integer> {

  private static final Duration ON_A_TERMINAL = Duration.ofSeconds(1);
  private static final Duration IN_A_LOG = Duration.ofSeconds(5);
  private static final Duration SHORTEST = Duration.ofSeconds(1);

  @Option(names = "--url", paramLabel = "URL", description = "Where an instance is, such as http://127.0.0.1:8080; without it, where the configuration says.")
  private Optional<String> url;

  @Option(names = "--token-file", paramLabel = "FILE", description = "The token to show where one is asked for; without it, one of http.tokens.")
  private Optional<Path> tokenFile;

  @Option(names = "--ca", paramLabel = "FILE",
      description = "Certificates to trust, as PEM; without it, those of http.tls and, unless it names authorities, those that Java trusts.")
  private Optional<Path> authorities;

  @Option(names = "--aggregation", paramLabel = "NAME", description = "Show the windows of this one only. May be repeated.")
  private List<String> aggregations = new ArrayList<>();

  @Option(names = "--every", paramLabel = "TIME", converter = DurationOption.class,
      description = "How often to ask, at least 1s; without it 1s on a terminal and 5s elsewhere.")
  private Optional<Duration> every;

  @Option(names = "--plain", description = "Append lines instead of redrawing.")
  private boolean plain;

  @Option(names = "--once", description = "Show everything once, and end.")
  private boolean once;

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Target target = target();
    Map<String, String> environment = System.getenv();
    StopSignals stop = StopSignals.install();
    Optional<Tty> terminal = plain || once ? Optional.empty() : Tty.find(environment);
    Monitor.Pace pace = new Monitor.Pace(every(terminal.isPresent() ? ON_A_TERMINAL : IN_A_LOG), once);
    try (Display display = terminal.isPresent() ? screen(terminal.get(), environment) : new PlainText(out(), columns(environment), Clock.systemUTC())) {
      Monitor monitor = new Monitor(target, aggregations, pace, display, Clock.systemUTC());
      stop.beforeHalt(display::close);
      stop.onStop(monitor::stop);
      new OsSignal("WINCH").handle(monitor::resized);
      return switch (monitor.run()) {
        case DONE -> ExitCode.DONE;
        case STOPPED -> stop.await();
        case UNSEEN -> throw new CommandFailure(ExitCode.FAILURE, "nobody takes what is written to standard output any more");
      };
    } catch (UnavailableException e) {
      throw new CommandFailure(e.isForToken() ? ExitCode.USAGE : ExitCode.FAILURE, e.getMessage());
    }
  }

  private Target target() {
    try {
      return Target.of(configuration.load(), new Target.Given(url, tokenFile, authorities));
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private Duration every(Duration usual) {
    if (every.isPresent() && every.get().compareTo(SHORTEST) < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--every: expected at least 1s, which is how often the service looks at itself");
    }
    return every.orElse(usual);
  }

  /** Colours unless somebody wants none (no-color.org). */
  private Display screen(Tty terminal, Map<String, String> environment) {
    return new Screen(terminal, out(), environment.getOrDefault("NO_COLOR", "").isEmpty(), Clock.systemUTC());
  }

  /** What 'watch' says, and a shell that exports it. */
  private static OptionalInt columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{0,4}") ? OptionalInt.of(Integer.parseInt(columns)) : OptionalInt.empty();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
