package dev.windrow.service;

import dev.windrow.ingest.web.Web;
import dev.windrow.ops.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What asks other servers, for all sources and lookups of this process; there when somebody needs it. Thread-safe. */
final class WebSide implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebSide.class);

  private static final int EVENT_LOOPS = 2;
  private static final long LONGEST_CLOSE_MS = 2_000;

  private final int inFlight;
  private final Meters meters;
  private final Clock clock;

  // Guarded by this.
  private Optional<Vertx> vertx = Optional.empty();
  private Optional<Web> web = Optional.empty();

  WebSide(int inFlight, Meters meters, Clock clock) {
    this.inFlight = inFlight;
    this.meters = meters;
    this.clock = clock;
  }

  synchronized Web web() {
    if (web.isEmpty()) {
      vertx = Optional.of(Vertx.vertx(options()));
      web = Optional.of(new Web(vertx.get(), inFlight, meters, clock));
    }
    return web.get();
  }

  @Override
  public synchronized void close() {
    web.ifPresent(Web::close);
    vertx.ifPresent(WebSide::close);
  }

  private static VertxOptions options() {
    return new VertxOptions().setEventLoopPoolSize(EVENT_LOOPS).setWorkerPoolSize(1).setInternalBlockingPoolSize(1)
        .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false));
  }

  private static void close(Vertx vertx) {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(LONGEST_CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the threads that ask other servers did not end in time ({}); they end with the process", e.toString());
    }
  }
}
