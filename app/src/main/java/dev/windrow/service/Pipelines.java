package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.ingest.SharedIngestion;
import dev.windrow.ingest.SourceReport;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Pipeline;
import dev.windrow.sink.postgresql.Loading;
import dev.windrow.sink.postgresql.SinkReport;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The sources that an instance reads and the sinks that it fills, as far as it has some. Thread-safe. */
final class Pipelines implements AutoCloseable {

  private final Optional<SourceJobs> jobs;
  private final Optional<SharedIngestion> sources;
  private final Optional<Loading> sinks;

  private Pipelines(Optional<SourceJobs> jobs, Optional<SharedIngestion> sources, Optional<Loading> sinks) {
    this.jobs = jobs;
    this.sources = sources;
    this.sinks = sinks;
  }

  static Pipelines start(Config config, Meters meters, Clock clock) {
    Optional<SourceJobs> jobs = config.ingest().sources().isEmpty() ? Optional.empty() : Optional.of(new SourceJobs(config, true, meters, clock));
    Optional<SharedIngestion> sources = jobs.map(all -> new SharedIngestion(config, all::of, ProcessName.ofThisOne(), meters, clock));
    Optional<Loading> sinks = config.sinks().isEmpty()
        ? Optional.empty()
        : Optional.of(new Loading(config, Loading.Terms.LASTING, ProcessName.ofThisOne(), meters, clock));
    sources.ifPresent(SharedIngestion::start);
    sinks.ifPresent(Loading::start);
    return new Pipelines(jobs, sources, sinks);
  }

  List<Pipeline> all() {
    return Stream.concat(
        sources.stream().flatMap(read -> read.reports().stream()).map(Pipelines::pipeline),
        sinks.stream().flatMap(filled -> filled.reports().stream()).map(Pipelines::pipeline)).toList();
  }

  @Override
  public void close() {
    sources.ifPresent(SharedIngestion::close);
    jobs.ifPresent(SourceJobs::close);
    sinks.ifPresent(Loading::close);
  }

  private static Pipeline pipeline(SourceReport report) {
    return new Pipeline("source", report.source(), report.state().name().toLowerCase(Locale.ROOT), report.records(), report.rejected(), report.partsFailed(),
        report.error());
  }

  private static Pipeline pipeline(SinkReport report) {
    return new Pipeline("sink", report.sink(), report.state().name().toLowerCase(Locale.ROOT), report.rows(), report.rejected(), 0, report.error());
  }
}
