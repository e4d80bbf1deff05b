package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.config.Ingest;
import dev.windrow.config.Source;
import dev.windrow.ingest.Ingestion;
import dev.windrow.ingest.Ingestion.Job;
import dev.windrow.ingest.SourceReport;
import dev.windrow.ingest.files.FilesReport;
import dev.windrow.ingest.files.FilesSource;
import dev.windrow.kafka.Topics;
import dev.windrow.ops.Meters;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Reads the sources of a configuration without aggregating anything. {@link #run} may be called once, {@link #close} at any time and from any thread. */
public final class IngestService implements AutoCloseable {

  private final Config config;
  private final Ingestion.Terms terms;
  private final Clock clock;
  private final KafkaConnection connection;
  private final SourceJobs jobs;

  // Guarded by this.
  private Optional<Ingestion> ingestion = Optional.empty();
  private List<FilesSource> files = List.of();
  private boolean closed;

  /** @param once whether each source has one run, whatever the configuration says */
  public IngestService(Config config, boolean once, Ingestion.Terms terms, Clock clock) {
    this.config = once ? once(config) : config;
    this.terms = terms;
    this.clock = clock;
    this.connection = new KafkaConnection(config, true);
    this.jobs = new SourceJobs(this.config, !once, Meters.NONE, clock);
  }

  /**
   * Waits for Kafka, then reads until all sources have ended or it is closed.
   *
   * @throws KafkaUnusableException when Kafka answers, but cannot be used as it is
   */
  public void run() throws InterruptedException {
    Optional<Boolean> prepared = connection.patiently(admin -> {
      new Topics(admin, config).prepareSources();
      return true;
    });
    if (prepared.isPresent() && begin()) {
      ingestion().orElseThrow().await();
    }
  }

  /** What has become of the sources so far, in the order of the configuration; nothing before Kafka has answered. */
  public List<SourceReport> reports() {
    return ingestion().map(Ingestion::reports).orElse(List.of());
  }

  /** What has become of the files of those that read files. */
  public synchronized List<FilesReport> files() {
    return files.stream().map(FilesSource::report).toList();
  }

  /** Delivers what has arrived. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    connection.close();
    ingestion().ifPresent(Ingestion::close);
    jobs.close();
  }

  private synchronized boolean begin() {
    if (!closed) {
      List<Job> all = jobs.all();
      files = all.stream().map(Job::reader).filter(FilesSource.class::isInstance).map(FilesSource.class::cast).toList();
      ingestion = Optional.of(new Ingestion(config, all, terms, ProcessName.ofThisOne(), Meters.NONE, clock));
      ingestion.get().start();
    }
    return !closed;
  }

  private synchronized Optional<Ingestion> ingestion() {
    return ingestion;
  }

  private static Config once(Config config) {
    List<Source> sources = config.ingest().sources().stream()
        .map(source -> new Source(source.name(), source.extract(), source.topic(), source.key(), Optional.empty(), source.deadLetters(), source.transform(), source.enrich()))
        .toList();
    return config.withIngest(new Ingest(config.ingest().inFlight(), sources));
  }
}
