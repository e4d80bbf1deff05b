package dev.windrow.cli;

import dev.windrow.cli.ingest.ProgressLine;
import dev.windrow.cli.ingest.Summary;
import dev.windrow.config.Config;
import dev.windrow.ingest.Ingestion.Terms;
import dev.windrow.service.IngestService;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What all forms of {@code windrow ingest} have in common: how it runs and what it says. */
final class IngestOptions {

  /** Kafka may be away for some minutes; somebody waits. */
  private static final int MOST_RESTARTS = 5;

  @Option(names = "--once", description = "Read each source once, to where it ends now, whatever the configuration says.")
  private boolean once;

  @Option(names = "--fail-fast", description = "End all sources when one fails; without this option each goes its own way.")
  private boolean failFast;

  @Option(names = "--format", paramLabel = "table|json", defaultValue = "table", description = "How to print the summary (default: ${DEFAULT-VALUE}).")
  private SummaryFormat format;

  @Mixin
  private ConfigOptions configuration;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  /** @param sets what the command line says besides */
  Config load(List<String> sets) {
    return configuration.load(new ArrayList<>(sets));
  }

  /** Reads the sources of {@code config}, shows how far it is and what came of it; returns the exit code. */
  int run(Config config) throws Exception {
    StopSignals stop = StopSignals.install();
    try (IngestService service = new IngestService(config, once, new Terms(failFast, MOST_RESTARTS), Clock.systemUTC())) {
      stop.onStop(service::close);
      awaitWithProgress(service);
      Summary summary = new Summary(service.reports(), service.files());
      print(summary);
      return stop.received() ? stop.await() : summary.hasFailures() ? ExitCode.FAILURE : ExitCode.DONE;
    }
  }

  private void awaitWithProgress(IngestService service) throws Exception {
    try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), System.console() != null, AttendedRun.nowMs())) {
      new AttendedRun("windrow-ingest", service::run, nowMs -> progress.show(service.reports(), service.files(), nowMs)).await();
    }
  }

  private void print(Summary summary) {
    PrintWriter out = spec.commandLine().getOut();
    if (format == SummaryFormat.json) {
      summary.json(out);
    } else {
      summary.table(out);
    }
  }
}
