package dev.windrow.service;

import dev.windrow.ingest.web.Web;
import dev.windrow.ops.Meters;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;

/** What asks other servers, for all sources and lookups of this process; there when somebody needs it. Thread-safe. */
final class WebSide implements AutoCloseable {

  private static final int EVENT_LOOPS = 2;
  private static final int WORKERS = 1;
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
      vertx = Optional.of(VertxThreads.begin(EVENT_LOOPS, WORKERS));
      web = Optional.of(new Web(vertx.get(), inFlight, meters, clock));
    }
    return web.get();
  }

  @Override
  public synchronized void close() {
    web.ifPresent(Web::close);
    vertx.ifPresent(WebSide::close);
  }

  private static void close(Vertx vertx) {
    VertxThreads.end(vertx, LONGEST_CLOSE_MS, "the threads that ask other servers");
  }
}
