package dev.windrow.http;

import dev.windrow.config.Http;
import dev.windrow.ops.Tally;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open connections: not more than allowed, and each has to bring its next request to an end in time, however busily it sends a byte now
 * and then. While a request is being answered it has all the time it takes. Confined to the event loop.
 */
final class Connections {

  private static final Logger log = LoggerFactory.getLogger(Connections.class);
  private static final long NO_DEADLINE = Long.MAX_VALUE;
  private static final long NANOS_PER_MS = 1_000_000;
  private static final long SILENCE_NANOS = 60_000 * NANOS_PER_MS;

  private final int most;
  private final long requestNanos;
  private final long idleNanos;
  private final Tally refused;
  private final LongSupplier nanoTime;
  private final Map<HttpConnection, Long> deadlines = new HashMap<>();
  private final long origin;
  private long refusalSaid = -SILENCE_NANOS;

  /**
   * No connections yet.
   *
   * @param nanoTime as {@link System#nanoTime}
   */
  Connections(Http.Limits limits, Tally refused, LongSupplier nanoTime) {
    this.most = limits.connections();
    this.requestNanos = limits.request().toNanos();
    this.idleNanos = limits.idle().toNanos();
    this.refused = refused;
    this.nanoTime = nanoTime;
    this.origin = nanoTime.getAsLong();
  }

  void opened(HttpConnection connection) {
    if (deadlines.size() >= most) {
      refuse(connection);
      return;
    }
    deadlines.put(connection, now() + requestNanos);
    connection.closeHandler(closed -> deadlines.remove(connection));
  }

  /** The header of a request has arrived. */
  void asked(RoutingContext context) {
    HttpConnection connection = context.request().connection();
    set(connection, now() + requestNanos);
    context.addEndHandler(answered -> set(connection, now() + idleNanos));
    context.request().end().onSuccess(arrived -> {
      if (!context.response().ended()) {
        set(connection, NO_DEADLINE);
      }
    });
    context.next();
  }

  /** Closes what is overdue; to be called again and again. */
  void sweep() {
    long now = now();
    deadlines.entrySet().stream().filter(entry -> entry.getValue() < now).map(Map.Entry::getKey).toList().forEach(HttpConnection::close);
  }

  private void set(HttpConnection connection, long deadline) {
    deadlines.computeIfPresent(connection, (known, before) -> deadline);
  }

  private void refuse(HttpConnection connection) {
    refused.add(1);
    connection.close();
    if (now() - refusalSaid >= SILENCE_NANOS) {
      refusalSaid = now();
      log.warn("refusing connections: {} are open, and more are not allowed (http.limits.connections)", most);
    }
  }

  /** Since the start: comparable, unlike what it is made of. */
  private long now() {
    return nanoTime.getAsLong() - origin;
  }
}
