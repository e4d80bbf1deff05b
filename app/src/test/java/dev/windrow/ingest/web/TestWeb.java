package dev.windrow.ingest.web;

import dev.windrow.config.Requests;
import dev.windrow.ops.Meters;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

/** The client with pauses that take no time and are written down, and with breakers that never open. */
public final class TestWeb implements AutoCloseable {

  /** To servers of the tests. */
  public static final Requests REQUESTS =
      new Requests(Map.of(), Optional.empty(), Optional.empty(), Optional.empty(), 5, Duration.ofSeconds(30), 5, 1 << 20, 5, true);

  static final CircuitBreakerConfig NEVER_OPEN = CircuitBreakerConfig.custom().ignoreException(any -> true).build();

  private final Vertx vertx = Vertx.vertx();
  private final List<Long> pauses = new CopyOnWriteArrayList<>();
  private final Web web;

  public TestWeb() {
    this(100, NEVER_OPEN, InetAddress::getAllByName, new ClientSSLOptions(), Meters.NONE);
  }

  TestWeb(int inFlight, CircuitBreakerConfig breakers, Hosts.Lookup lookup, ClientSSLOptions trust, Meters meters) {
    Web.Surroundings surroundings = new Web.Surroundings(lookup, this::pause, new Random(1), breakers, trust);
    this.web = new Web(vertx, inFlight, meters, Clock.systemUTC(), surroundings);
  }

  public Web web() {
    return web;
  }

  public Caller caller(Requests requests) {
    return web.caller("test", requests, WhenOpen.WAIT);
  }

  /** In ms, in their order. */
  List<Long> pauses() {
    return List.copyOf(pauses);
  }

  public static Requests concurrency(int concurrency) {
    return with(REQUESTS.ratePerSecond(), concurrency, REQUESTS.timeout(), REQUESTS.attempts());
  }

  public static Requests with(Optional<Integer> ratePerSecond, int concurrency, Duration timeout, int attempts) {
    return new Requests(Map.of(), Optional.empty(), Optional.empty(), ratePerSecond, concurrency, timeout, attempts, REQUESTS.responseBytes(), 5, true);
  }

  @Override
  public void close() {
    web.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void pause(long ms) throws InterruptedException {
    pauses.add(ms);
    Thread.yield();
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted in a pause");
    }
  }
}
