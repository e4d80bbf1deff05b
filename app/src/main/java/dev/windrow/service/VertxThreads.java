package dev.windrow.service;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins and ends the threads of a Vert.x. Nothing is cached on disk: all that is served or read is in memory. */
final class VertxThreads {

  private static final Logger log = LoggerFactory.getLogger(VertxThreads.class);

  private VertxThreads() {}

  static Vertx begin(int eventLoops, int workers) {
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops).setWorkerPoolSize(workers).setInternalBlockingPoolSize(workers)
        .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false)));
  }

  /** @param whose what they do, for the log when they do not end in time */
  static void end(Vertx vertx, long longestMs, String whose) {
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(longestMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.warn("{} did not end in time ({}); they end with the process", whose, e.toString());
    }
  }
}
