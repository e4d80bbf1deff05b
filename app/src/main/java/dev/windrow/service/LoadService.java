package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.kafka.Topics;
import dev.windrow.ops.Meters;
import dev.windrow.sink.postgresql.Loading;
import dev.windrow.sink.postgresql.SinkReport;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Loads the sinks of a configuration without aggregating anything. {@link #run} may be called once, {@link #close} at any time and from any thread. */
public final class LoadService implements AutoCloseable {

  private final Config config;
  private final Loading.Terms terms;
  private final Clock clock;
  private final KafkaConnection connection;

  // Guarded by this.
  private Optional<Loading> loading = Optional.empty();
  private boolean closed;

  public LoadService(Config config, Loading.Terms terms, Clock clock) {
    this.config = config;
    this.terms = terms;
    this.clock = clock;
    this.connection = new KafkaConnection(config, true);
  }

  /**
   * Waits for Kafka, then loads until all sinks have ended or it is closed.
   *
   * @throws KafkaUnusableException when Kafka answers, but cannot be used as it is
   */
  public void run() throws InterruptedException {
    Optional<Boolean> prepared = connection.patiently(admin -> {
      new Topics(admin, config).prepareSinks();
      return true;
    });
    if (prepared.isPresent() && begin()) {
      loading().orElseThrow().await();
    }
  }

  /** What has become of the sinks so far, in the order of the configuration; nothing before Kafka has answered. */
  public List<SinkReport> reports() {
    return loading().map(Loading::reports).orElse(List.of());
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
    }
    connection.close();
    loading().ifPresent(Loading::close);
  }

  private synchronized boolean begin() {
    if (!closed) {
      loading = Optional.of(new Loading(config, terms, ProcessName.ofThisOne(), Meters.NONE, clock));
      loading.get().start();
    }
    return !closed;
  }

  private synchronized Optional<Loading> loading() {
    return loading;
  }
}
