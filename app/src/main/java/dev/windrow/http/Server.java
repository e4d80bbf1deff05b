package dev.windrow.http;

import dev.windrow.config.Http;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.value.Printable;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server. It listens from its start on and answers what has been mounted; what needs the running service is answered with 503
 * until {@link #serve}. All of it runs on one event loop. Thread-safe.
 */
public final class Server implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Server.class);

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);
  /** For requests that are being answered. */
  private static final Duration FAREWELL = Duration.ofSeconds(1);
  private static final Duration LONGEST_CLOSE = FAREWELL.plusMillis(500);
  private static final long RELOAD_MS = 5_000;
  private static final long LONGEST_SWEEP_MS = 1_000;

  private final Vertx vertx;
  private final Context loop;
  private final Http http;
  private final Credentials credentials;
  private final Connections connections;
  private final Edge edge;
  private final Router router;

  // Written on the event loop before start returns.
  private HttpServer server;
  private long sweeps;
  private long reloads;

  private volatile boolean running;

  private Server(Vertx vertx, Http http, Credentials credentials, Meters meters) {
    this.vertx = vertx;
    this.loop = vertx.getOrCreateContext();
    this.http = http;
    this.credentials = credentials;
    this.connections = new Connections(http.limits(), meters.tally(MeterName.HTTP_REFUSED, "connections"), System::nanoTime);
    this.edge = new Edge(http, credentials, connections, meters.tally(MeterName.HTTP_REFUSED, "rate"));
    this.router = edge.router(vertx, () -> running);
  }

  /**
   * Listens. All that is there at first are problems.
   *
   * @throws PortTakenException when it cannot listen where it should
   */
  public static Server start(Vertx vertx, Http http, Credentials credentials, Meters meters) throws InterruptedException {
    Server server = new Server(vertx, http, credentials, meters);
    try {
      server.onLoop(() -> server.listen(http.ports().first()));
    } catch (ExecutionException e) {
      throw new PortTakenException(server.problem(e.getCause()));
    }
    return server;
  }

  /** The port that it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** {@code host:port} at which other instances reach this one. */
  public String advertised() {
    return http.advertised().orElseGet(() -> MachineAddress.reachable(http.host()) + ":" + port());
  }

  /** Where the page is, for people. */
  public String url() {
    return (credentials.encryption().isPresent() ? "https://" : "http://") + MachineAddress.reachable(http.host()) + ":" + port() + "/";
  }

  /** Adds routes that do not need the running service. Does not wait for it, and keeps the order of calls. */
  public void mount(List<Routes> routes) {
    loop.runOnContext(now -> routes.forEach(some -> some.mount(router)));
  }

  /** The service runs: adds the routes that need it. Does not wait for it. */
  public void serve(List<Routes> routes) {
    mount(routes);
    loop.runOnContext(now -> running = true);
  }

  /** Takes no more requests, and grants those that are being answered a second. Calling it again does nothing. */
  @Override
  public void close() {
    running = false;
    vertx.cancelTimer(sweeps);
    vertx.cancelTimer(reloads);
    try {
      server.shutdown(FAREWELL).toCompletionStage().toCompletableFuture().get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the HTTP server did not close within {} ms ({}); it ends with the process", LONGEST_CLOSE.toMillis(), Printable.text(e.toString()));
    }
  }

  private Future<Void> listen(int port) {
    server = create();
    return server.listen(port, http.host()).recover(failure -> isTaken(failure) && port < http.ports().last()
        ? listen(port + 1).map(server)
        : Future.failedFuture(failure)).map(listening -> {
          if (sweeps == 0) {
            begin(port);
          }
          return null;
        });
  }

  private void begin(int port) {
    if (port > http.ports().first()) {
      log.info("{} is taken, listening on {}", http.ports().first(), port);
    }
    sweeps = vertx.setPeriodic(Math.min(LONGEST_SWEEP_MS, http.limits().request().toMillis()), sweep -> connections.sweep());
    reloads = vertx.setPeriodic(RELOAD_MS, reload -> reload());
  }

  private HttpServer create() {
    Http1ServerConfig lengths =
        new Http1ServerConfig().setMaxInitialLineLength(http.limits().urlBytes()).setMaxHeaderSize(http.limits().headerBytes());
    HttpServerConfig config =
        new HttpServerConfig().setVersions(HttpVersion.HTTP_1_0, HttpVersion.HTTP_1_1).setIdleTimeout(http.limits().idle()).setHttp1Config(lengths);
    HttpServer created = credentials.encryption()
        .map(encryption -> {
          config.getTcpConfig().setSsl(true);
          return vertx.createHttpServer(config, encryption);
        })
        .orElseGet(() -> vertx.createHttpServer(config));
    return created.requestHandler(request -> edge.pass(request, router)).invalidRequestHandler(edge::refuse).connectionHandler(connections::opened);
  }

  private void reload() {
    vertx.executeBlocking(credentials::reload).onSuccess(changed -> {
      if (changed) {
        credentials.encryption().ifPresent(encryption -> server.updateSSLOptions(encryption, true)
            .onFailure(e -> log.warn("the new certificate is not in effect: {}", Printable.text(e.toString()))));
      }
    });
  }

  private <T> T onLoop(Callable<Future<T>> work) throws ExecutionException, InterruptedException {
    Promise<T> done = Promise.promise();
    loop.runOnContext(now -> {
      try {
        work.call().onComplete(done);
      } catch (Exception e) {
        done.fail(e);
      }
    });
    try {
      return done.future().toCompletionStage().toCompletableFuture().get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new ExecutionException(e);
    }
  }

  private String problem(Throwable failure) {
    String what = "cannot listen on " + http.host() + ":" + http.ports() + " (http.host, http.port)";
    return isTaken(failure)
        ? what + ": " + failure.getMessage() + ". Stop what uses it, or choose another port; a range, as in 8080..8090, takes the first that is free"
        : what + ": " + Printable.text(String.valueOf(failure.getMessage()));
  }

  private static boolean isTaken(Throwable failure) {
    return failure instanceof BindException;
  }
}
