package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.http.CredentialsException;
import dev.windrow.http.MetricsRoutes;
import dev.windrow.http.OpenApi;
import dev.windrow.http.Page;
import dev.windrow.http.PortTakenException;
import dev.windrow.kafka.BatchingClients;
import dev.windrow.kafka.ClientSigns;
import dev.windrow.kafka.ClientTopics;
import dev.windrow.kafka.ClockMoves;
import dev.windrow.kafka.IdlePolicy;
import dev.windrow.kafka.StreamsSettings;
import dev.windrow.kafka.Topics;
import dev.windrow.ops.PrometheusMeters;
import dev.windrow.topology.ConfigurationId;
import dev.windrow.topology.MergeStores;
import dev.windrow.topology.TopologySettings;
import dev.windrow.topology.WindrowTopology;
import dev.windrow.value.Printable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-running service: waits for Kafka, prepares the topics, runs the topology. {@link #start} may be called once,
 * {@link #close} at any time and from any thread.
 */
public final class WindrowService implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WindrowService.class);

  /** A clean stop has to fit into the ten seconds that supervisors usually grant. */
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(8);

  private final Config config;
  private final Clock clock;
  private final boolean lasting;
  private final ClientSigns signs;
  private final HealthReports reports = new HealthReports();
  private final PrometheusMeters meters;
  private final KafkaConnection connection;
  private final Peers peers;
  private final CompletableFuture<Exception> failure = new CompletableFuture<>();
  private final CompletableFuture<Void> running = new CompletableFuture<>();
  private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor(WindrowService::beatThread);

  // Guarded by this.
  private Optional<HttpSide> http = Optional.empty();
  private StateFolder stateFolder;
  private KafkaStreams streams;
  private Watch watch;
  private Optional<Pipelines> pipelines = Optional.empty();
  private HealthFile health;
  private boolean closed;

  public WindrowService(Config config, Clock clock) {
    this(config, clock, true);
  }

  private WindrowService(Config config, Clock clock, boolean lasting) {
    this.config = config;
    this.clock = clock;
    this.lasting = lasting;
    this.signs = new ClientSigns(clock);
    this.meters = new PrometheusMeters(clock);
    this.connection = new KafkaConnection(config, lasting);
    this.peers = new Peers(config.applicationId());
  }

  /** A service whose state may go when it ends, as in a demo: it does not warn of that. */
  public static WindrowService temporary(Config config, Clock clock) {
    return new WindrowService(config, clock, false);
  }

  /**
   * Listens for HTTP, waits until Kafka can be reached, checks it, creates the topics and starts the stream threads. False when it was
   * closed meanwhile.
   *
   * @throws CredentialsException when a token or PEM file cannot be used
   * @throws PortTakenException when it cannot listen where it should
   * @throws KafkaUnusableException when Kafka answers, but cannot be used as it is
   * @throws MachineUnusableException when this machine cannot be used as it is
   * @throws OtherConfigurationException when instances with another configuration run
   * @throws IncompleteStateException when topics with the application's state are gone
   */
  public boolean start() throws InterruptedException {
    RocksLibrary.load(config.state().store());
    if (!listen()) {
      return false;
    }
    Optional<Topics.Prepared> prepared = connection.prepareTopics(MergeStores.partialsTopic(config.applicationId()));
    if (prepared.isEmpty() || !fitsWhatIsThere(prepared.get())) {
      return false;
    }
    synchronized (this) {
      if (closed) {
        return false;
      }
      stateFolder = StateFolder.take(config.state().dir(), config.applicationId());
      startStreams(prepared.get());
      return true;
    }
  }

  /** Where the live page is; empty before the start, and when there is no HTTP. */
  public synchronized Optional<String> page() {
    return http.map(side -> side.server().url());
  }

  /** Before anything else: what follows takes as long as Kafka takes. False when closed meanwhile. */
  private synchronized boolean listen() throws InterruptedException {
    if (!closed && config.http().enabled()) {
      http = Optional.of(HttpSide.start(config.http(), reports, List.of(new Page(), new OpenApi(), new MetricsRoutes(meters)), meters));
      if (lasting) {
        log.info("live page: {}", http.get().server().url());
      }
    }
    return !closed;
  }

  /** False when closed meanwhile. */
  private boolean fitsWhatIsThere(Topics.Prepared prepared) throws InterruptedException {
    ConfigurationId configuration = ConfigurationId.of(config, prepared.mergePartitions());
    return connection.patiently(admin -> {
      StateTopics.requireComplete(config.applicationId(), admin);
      return peers.awaitAgreement(configuration, admin);
    }).orElse(false);
  }

  /** Kafka Streams opens the stores that it finds at once. */
  private void startStreams(Topics.Prepared prepared) {
    try {
      streams = streams(prepared);
      beat(streams);
      streams.start();
      Pipelines begun = Pipelines.start(config, meters, clock);
      pipelines = Optional.of(begun);
      // Not asked under the lock: a close that waits for readers holds it.
      HttpSide.Running what = new HttpSide.Running(streams, prepared.mergePartitions(), begun::all, meters);
      http.ifPresent(side -> running.thenRun(() -> side.serve(config, what, clock)).exceptionally(failed -> {
        log.error("queries are not answered: {}", Printable.text(failed.toString()));
        return null;
      }));
      watch = Watch.start(config, stateFolder.path(), signs, reports, reason -> failure.complete(new ServiceFailedException(reason)), clock);
    } catch (StreamsException e) {
      throw StateFolder.isToBlame(e) ? StateFolder.unusable(stateFolder.path(), e) : e;
    }
  }

  /** Completes with the reason when the service has to stop by itself; never otherwise. */
  public CompletionStage<Exception> failure() {
    return failure;
  }

  /** What is measured, from the start on. */
  public PrometheusMeters meters() {
    return meters;
  }

  /** Completes when all stream threads run for the first time. */
  public CompletionStage<Void> running() {
    return running;
  }

  /** Answers no more over HTTP, commits what is under way, leaves the group and stops. Calling it again does nothing. */
  @Override
  public void close() {
    connection.close();
    peers.close();
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (watch != null) {
        watch.close();
      }
      endBeats();
      pipelines.ifPresent(Pipelines::close);
      http.ifPresent(HttpSide::close);
      closeStreams();
      if (stateFolder != null) {
        stateFolder.close();
      }
      meters.close();
    }
  }

  private void beat(KafkaStreams beating) {
    health = HealthFile.in(stateFolder.path(), () -> beating.state().isRunningOrRebalancing(), clock);
    beats.scheduleAtFixedRate(health::beat, 0, HealthFile.PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void endBeats() {
    beats.shutdownNow();
    if (health != null) {
      health.close();
    }
  }

  private static Thread beatThread(Runnable beats) {
    Thread thread = new Thread(beats, "windrow-health");
    thread.setDaemon(true);
    return thread;
  }

  private void closeStreams() {
    if (streams == null) {
      return;
    }
    CloseOptions leaving =
        CloseOptions.timeout(CLOSE_TIMEOUT).withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(leaving)) {
      log.warn("stopped without a last commit: the stream threads did not end within {} s; nothing is lost, the next start reads again"
          + " what was not committed", CLOSE_TIMEOUT.toSeconds());
    }
  }

  private KafkaStreams streams(Topics.Prepared prepared) {
    ClockMoves moves = new ClockMoves();
    Topology topology =
        WindrowTopology.build(config, new TopologySettings(prepared.mergePartitions(), prepared.sideRecordBytes()), moves, meters);
    String instanceId = InstanceId.of(stateFolder.path());
    ConfigurationId configuration = ConfigurationId.of(config, prepared.mergePartitions());
    Properties settings = StreamsSettings.of(config, stateFolder.path(), Peers.name(instanceId, configuration),
        http.map(side -> side.server().advertised()));
    BatchingClients clients = new BatchingClients(
        ClientTopics.of(config), config.applicationId() + "-" + instanceId, IdlePolicy.of(config), moves, signs, meters);
    KafkaStreams created = new KafkaStreams(topology, settings, clients);
    meters.show(created::metrics);
    ThreadFailures failures = new ThreadFailures(clock);
    created.setUncaughtExceptionHandler(thrown -> onThrown(thrown, failures));
    created.setStateListener((now, before) -> onState(now, failures));
    return created;
  }

  /** After an error of the virtual machine nobody knows whether the stop that follows will come to its end. */
  private StreamThreadExceptionResponse onThrown(Throwable thrown, ThreadFailures failures) {
    StreamThreadExceptionResponse response = failures.handle(thrown);
    if (response == StreamThreadExceptionResponse.SHUTDOWN_CLIENT && thrown instanceof Error) {
      failures.reason().ifPresent(reason -> failure.complete(new ServiceFailedException(reason)));
    }
    return response;
  }

  private void onState(KafkaStreams.State state, ThreadFailures failures) {
    reports.streams(state);
    switch (state) {
      case RUNNING -> {
        if (running.complete(null)) {
          log.info("running: application {}, reading {}", config.applicationId(), config.input().topics());
        }
      }
      case ERROR, NOT_RUNNING -> failures.reason().ifPresent(reason -> {
        running.completeExceptionally(reason);
        failure.complete(new ServiceFailedException(reason));
      });
      default -> { }
    }
  }
}
