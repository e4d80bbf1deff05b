package dev.windrow.service;

import dev.windrow.ingest.web.Web;
import dev.windrow.ops.Meters;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What asks other servers for sources and lookups, with threads of its own. */
record WebSide(Vertx vertx, Web web) implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WebSide.class);

  private static final int WORKERS = 4;
  private static final long LONGEST_CLOSE_MS = 500;

  static WebSide open(int inFlight, Meters meters, Clock clock) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(WORKERS).setInternalBlockingPoolSize(WORKERS)
        .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
    return new WebSide(vertx, new Web(vertx, inFlight, meters, clock));
  }

  @Override
  public void close() {
    web.close();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(LONGEST_CLOSE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("the threads that ask other servers did not end in time ({}); they end with the process", e.toString());
    }
  }
}
