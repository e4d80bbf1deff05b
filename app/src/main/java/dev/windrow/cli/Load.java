package dev.windrow.cli;

import dev.windrow.cli.load.ProgressLine;
import dev.windrow.cli.load.Summary;
import dev.windrow.config.Config;
import dev.windrow.config.Sink;
import dev.windrow.service.LoadService;
import dev.windrow.sink.postgresql.Loading.Terms;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code windrow load}: from Kafka into PostgreSQL. */
@Command(
    name = "load",
    header = "Load results and events into PostgreSQL.",
    description = {
      "",
      "Loads the sinks of the configuration until Ctrl-C, or with --once up to where their topics end now. Creates the tables that are missing. What is loaded"
          + " is committed together with how far it is, so a second start goes on where the first one ended, and several share the work. Waits for Kafka and for the"
          + " database. 'windrow run' loads them, too.",
    },
    footer = {"", "Examples:", "  windrow load --config windrow.yaml", "  windrow load --config windrow.yaml --once --format json", "  windrow load --config windrow.yaml --name warehouse"})
final class Load implements Callable<Integer> {

  private static final long PROGRESS_EVERY_MS = 500;

  enum Format {
    table,
    json
  }

  @Option(names = "--once", description = "End where the topics end now.")
  private boolean once;

  @Option(names = "--name", paramLabel = "SINK", description = "Load only this sink. May be repeated.")
  private List<String> names = new ArrayList<>();

  @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "How to print the summary (default: ${DEFAULT-VALUE}).")
  private Format format;

  @Mixin
  private ConfigOptions configuration;

  @Spec
  private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Config config = chosen(configuration.load());
    StopSignals stop = StopSignals.install();
    try (LoadService service = new LoadService(config, once ? Terms.ONCE : Terms.ATTENDED, Clock.systemUTC())) {
      stop.onStop(service::close);
      awaitWithProgress(service, CompletableFuture.runAsync(() -> run(service), task -> new Thread(task, "windrow-load").start()));
      Summary summary = new Summary(service.reports());
      print(summary);
      return stop.received() ? stop.await() : summary.hasFailures() ? ExitCode.FAILURE : ExitCode.DONE;
    }
  }

  private Config chosen(Config config) {
    List<String> known = config.sinks().stream().map(Sink::name).toList();
    if (known.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "nothing to load: expected sinks: in the configuration, found none; docs/pipelines.md has an example");
    }
    names.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
      throw new CommandFailure(ExitCode.USAGE, "--name: expected one of the sinks " + String.join(", ", known) + ", found '" + name + "'");
    });
    return names.isEmpty() ? config : config.withSinks(config.sinks().stream().filter(sink -> names.contains(sink.name())).toList());
  }

  private void awaitWithProgress(LoadService service, CompletableFuture<Void> run) throws Exception {
    try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), System.console() != null, now())) {
      while (!run.isDone()) {
        try {
          run.get(PROGRESS_EVERY_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          progress.show(service.reports(), now());
        }
      }
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static void run(LoadService service) {
    try {
      service.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void print(Summary summary) {
    PrintWriter out = spec.commandLine().getOut();
    if (format == Format.json) {
      summary.json(out);
    } else {
      summary.table(out);
    }
  }

  private static long now() {
    return System.nanoTime() / 1_000_000;
  }
}
