package dev.windrow.service;

import dev.windrow.config.Config;
import dev.windrow.config.Http;
import dev.windrow.http.Api;
import dev.windrow.http.Credentials;
import dev.windrow.http.EventsRoute;
import dev.windrow.http.HealthRoutes;
import dev.windrow.http.HistoryRoutes;
import dev.windrow.http.Routes;
import dev.windrow.http.Server;
import dev.windrow.ingest.EventWriter;
import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Pipeline;
import dev.windrow.query.PeerAccess;
import dev.windrow.query.Queries;
import dev.windrow.sink.DeadLetterTail;
import dev.windrow.sink.ResultFeed;
import dev.windrow.sink.postgresql.History;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The HTTP side of an instance: the one Vert.x of the process, who may ask, and the server. Thread-safe. */
final class HttpSide implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(HttpSide.class);

  /** One for the server, one for what it asks of other instances. */
  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 4;
  private static final long LONGEST_CLOSE_MS = 500;
  private static final int DEAD_LETTERS_SHOWN = 20;

  private final Vertx vertx;
  private final Credentials credentials;
  private final Server server;
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  private HttpSide(Vertx vertx, Credentials credentials, Server server) {
    this.vertx = vertx;
    this.credentials = credentials;
    this.server = server;
  }

  /**
   * Listens, with {@code atOnce} and the health of the service.
   *
   * @throws dev.windrow.http.CredentialsException when a token or PEM file cannot be used
   * @throws dev.windrow.http.PortTakenException when it cannot listen where it should
   */
  static HttpSide start(Http http, HealthReports health, List<Routes> atOnce) throws InterruptedException {
    Vertx vertx = Vertx.vertx(options());
    try {
      Credentials credentials = Credentials.load(http, vertx);
      Server server = Server.start(vertx, http, credentials);
      server.mount(List.of(new HealthRoutes(health::all)));
      server.mount(atOnce);
      return new HttpSide(vertx, credentials, server);
    } catch (RuntimeException | InterruptedException e) {
      close(vertx);
      throw e;
    }
  }

  Server server() {
    return server;
  }

  /** What there is to ask of a service that runs: {@code pipelines} are the sources and sinks that this instance has. */
  record Running(KafkaStreams streams, int mergePartitions, Supplier<List<Pipeline>> pipelines, Meters meters) {}

  /** From now on answers what needs the running service. Called once. */
  void serve(Config config, Running running, Clock clock) {
    HostInfo self = HostInfo.buildFromEndpoint(server.advertised());
    PeerAccess access = new PeerAccess(credentials::peerEncryption, credentials::peerToken);
    Queries queries = opened(new Queries(config, running.streams(), running.mergePartitions(), self, running.pipelines(), vertx, access, clock));
    ResultFeed results = opened(new ResultFeed(config));
    DeadLetterTail deadLetters = opened(new DeadLetterTail(config, DEAD_LETTERS_SHOWN, clock));
    EventWriter writer = opened(EventWriter.open(config, running.meters(), clock));
    Level keys = opened(running.meters().scope()).level(MeterName.POST_KEYS);
    History history = opened(new History(config));
    server.serve(List.of(
        new Api(config, queries, results, deadLetters, vertx, server.advertised()),
        new EventsRoute(config, writer, keys, vertx),
        opened(new HistoryRoutes(config, history, vertx))));
  }

  @Override
  public void close() {
    server.close();
    closeOpened();
    close(vertx);
  }

  private synchronized <T extends AutoCloseable> T opened(T resource) {
    opened.push(resource);
    return resource;
  }

  private synchronized void closeOpened() {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception e) {
        log.warn("a part of the HTTP side did not close ({}); it ends with the process", e.toString());
      }
    }
  }

  /** Nothing is cached on disk: all that it serves is in memory. */
  private static VertxOptions options() {
    return new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(WORKERS).setInternalBlockingPoolSize(WORKERS)
        .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
  }

  private static void close(Vertx vertx) {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(LONGEST_CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the threads of the HTTP side did not end in time ({}); they end with the process", e.toString());
    }
  }
}
