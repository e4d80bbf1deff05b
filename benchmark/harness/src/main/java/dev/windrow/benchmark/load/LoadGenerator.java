package dev.windrow.benchmark.load;

import dev.windrow.benchmark.measure.Span;
import dev.windrow.benchmark.run.BenchmarkException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Asks over a fixed number of kept connections, at a fixed rate. A request waits for a free connection when there is none, and its time counts from when it
 * should have started. Looks at the clock every millisecond at the latest: so much later a request may start. Confined to one thread.
 */
public final class LoadGenerator implements AutoCloseable {

  private static final Duration CONNECT = Duration.ofSeconds(10);
  private static final long TIMEOUT_NANOS = Duration.ofSeconds(10).toNanos();
  /** How long after the last one requests may still be sent and answered. Longer than what counts as broken. */
  private static final long LEFTOVER_NANOS = Duration.ofMillis(1_500).toNanos();
  private static final long LOOK_NANOS = Duration.ofMillis(100).toNanos();
  private static final long NANOS_PER_MS = 1_000_000;

  private final InetSocketAddress server;
  private final QueryMix mix;
  private final Selector selector;
  private final List<Connection> connections = new ArrayList<>();
  private final Deque<Connection> free = new ArrayDeque<>();
  private final Deque<Request> waiting = new ArrayDeque<>();
  private Tally tally = new Tally();
  private long lookedNanos;
  private final Map<String, Integer> losses = new TreeMap<>();

  private LoadGenerator(InetSocketAddress server, QueryMix mix, Selector selector) {
    this.server = server;
    this.mix = mix;
    this.selector = selector;
  }

  /** Returns when all connections are there. */
  public static LoadGenerator connect(InetSocketAddress server, int connections, QueryMix mix) throws IOException {
    LoadGenerator generator = new LoadGenerator(server, mix, Selector.open());
    try {
      generator.connect(connections);
      return generator;
    } catch (IOException | BenchmarkException e) {
      generator.close();
      throw e;
    }
  }

  private void connect(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      connections.add(Connection.open(selector, server));
    }
    long untilNanos = System.nanoTime() + CONNECT.toNanos();
    while (free.size() < count) {
      if (System.nanoTime() - untilNanos > 0) {
        throw new BenchmarkException("expected " + count + " connections to " + server + " within " + CONNECT.toSeconds() + " s, found " + free.size());
      }
      selector.select(this::ready, LOOK_NANOS / NANOS_PER_MS);
    }
  }

  /** How often a connection was lost, and another one opened instead, by what went wrong. */
  public Map<String, Integer> losses() {
    return Map.copyOf(losses);
  }

  /**
   * Asks; returns when the last request has its answer, or has been given up.
   *
   * @param settle at the beginning, not measured
   * @param into what became of the requests that are measured
   * @return when these were due
   */
  public Span run(int perSecond, Duration settle, Duration measured, Tally into) throws IOException {
    tally = into;
    Pace pace = new Pace(perSecond, System.nanoTime(), settle, measured);
    long fromMs = System.currentTimeMillis() + settle.toMillis();
    for (long next = 0; next < pace.requests() || !waiting.isEmpty() || isPending();) {
      long now = System.nanoTime();
      next = due(pace, next, now);
      send();
      look(now);
      giveUp(now - pace.endNanos());
      selector.select(this::ready, next < pace.requests() ? waitMs(pace.dueNanos(next)) : LOOK_NANOS / NANOS_PER_MS);
    }
    return new Span(fromMs, fromMs + measured.toMillis());
  }

  private void giveUp(long sinceEndNanos) {
    if (sinceEndNanos > LEFTOVER_NANOS) {
      waiting.forEach(request -> failed(request, "no answer"));
      waiting.clear();
    }
    if (sinceEndNanos > LEFTOVER_NANOS + 2 * TIMEOUT_NANOS) {
      throw new BenchmarkException("expected " + connections.size() + " free connections to " + server + " in the end, found " + free.size());
    }
  }

  private boolean isPending() {
    return free.size() < connections.size();
  }

  private long due(Pace pace, long first, long now) {
    long next = first;
    for (; next < pace.requests() && pace.dueNanos(next) - now <= 0; next++) {
      Request request = new Request(mix.next(), pace.dueNanos(next), pace.isMeasured(next));
      if (request.measured()) {
        tally.started(request.ageMs(now));
      }
      waiting.add(request);
    }
    return next;
  }

  /** Those that have been free for longest are first, so all are used. */
  private void send() throws IOException {
    while (!waiting.isEmpty() && !free.isEmpty()) {
      Connection connection = free.remove();
      try {
        connection.send(waiting.remove(), System.nanoTime());
      } catch (IOException e) {
        lost(connection, "connection lost");
      }
    }
  }

  /** Gives up what is on its way for too long. */
  private void look(long now) throws IOException {
    if (now - lookedNanos >= LOOK_NANOS) {
      lookedNanos = now;
      for (Connection connection : List.copyOf(connections)) {
        if (connection.pending().isPresent() && now - connection.sentNanos() > TIMEOUT_NANOS) {
          lost(connection, "timeout");
        }
      }
    }
  }

  private static long waitMs(long dueNanos) {
    return Math.max(1, (dueNanos - System.nanoTime()) / NANOS_PER_MS);
  }

  private void ready(SelectionKey key) {
    Connection connection = (Connection) key.attachment();
    boolean connects = !connection.isConnected();
    try {
      Optional<Response> response = connection.ready();
      if (connects) {
        free.add(connection);
      }
      if (response.isPresent()) {
        take(connection, response.get());
      }
    } catch (IOException e) {
      lost(connection, "connection lost");
    }
  }

  private void take(Connection connection, Response response) throws IOException {
    Request request = connection.pending().orElseThrow(() -> new IOException("expected no response without a request"));
    double ms = request.ageMs(System.nanoTime());
    Optional<String> fault = fault(request.query(), response);
    connection.free();
    free.add(connection);
    if (request.measured()) {
      fault.ifPresentOrElse(what -> tally.failed(request.query().kind(), ms, what), () -> tally.answered(request.query().kind(), ms));
    }
  }

  private Optional<String> fault(Query query, Response response) {
    if (response.status() != 200) {
      return Optional.of("status " + response.status());
    }
    try {
      Answer answer = Answer.parse(response.body());
      mix.answered(query, answer);
      return query.fault(answer);
    } catch (IOException e) {
      return Optional.of("no JSON");
    }
  }

  private void failed(Request request, String fault) {
    if (request.measured()) {
      tally.failed(request.query().kind(), request.ageMs(System.nanoTime()), fault);
    }
  }

  /** Another one takes its place when it is connected. */
  private void lost(Connection connection, String fault) {
    connection.pending().ifPresent(request -> failed(request, fault));
    connection.close();
    connections.remove(connection);
    free.remove(connection);
    losses.merge(fault, 1, Integer::sum);
    try {
      connections.add(Connection.open(selector, server));
    } catch (IOException e) {
      throw new BenchmarkException("expected another connection to " + server + ", found " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    connections.forEach(Connection::close);
    selector.close();
  }
}
