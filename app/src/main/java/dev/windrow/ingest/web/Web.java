package dev.windrow.ingest.web;

import dev.windrow.config.Requests;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientConfig;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;

/** The one HTTP client of the process for sources and lookups, with its connections. Thread-safe. */
public final class Web implements AutoCloseable {

  /** Shorter than servers usually keep a connection on which nothing comes. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final int LONGEST_HEADERS = 64 << 10;

  private final Meters meters;
  private final Meters.Scope scope;
  private final WebClient client;
  private final Hosts hosts;
  private final Line line;
  private final Backoff backoff;
  private final Pauses pauses;

  /**
   * What tests do otherwise.
   *
   * @param random thread-safe
   * @param trust whom it believes behind TLS
   */
  record Surroundings(Hosts.Lookup lookup, Pauses pauses, RandomGenerator random, CircuitBreakerConfig breakers, ClientSSLOptions trust) {

    static Surroundings real() {
      return new Surroundings(InetAddress::getAllByName, Thread::sleep, new Random(), PATIENT, new ClientSSLOptions());
    }
  }

  static final CircuitBreakerConfig PATIENT = CircuitBreakerConfig.custom()
      .slidingWindowSize(20)
      .minimumNumberOfCalls(10)
      .failureRateThreshold(60)
      .waitDurationInOpenState(Duration.ofSeconds(2))
      .permittedNumberOfCallsInHalfOpenState(2)
      .build();

  /** @param inFlight most requests in flight to all origins together */
  public Web(Vertx vertx, int inFlight, Meters meters, Clock clock) {
    this(vertx, inFlight, meters, clock, Surroundings.real());
  }

  Web(Vertx vertx, int inFlight, Meters meters, Clock clock, Surroundings surroundings) {
    this.meters = meters;
    this.scope = meters.scope();
    this.pauses = surroundings.pauses();
    this.backoff = new Backoff(surroundings.random());
    this.hosts = new Hosts(surroundings.lookup());
    this.client = WebClient.create(vertx, config(), surroundings.trust(), new PoolOptions().setHttp1MaxSize(inFlight)).addInterceptor(Exchange::intercept);
    Gates gates = new Gates(surroundings.breakers(), pauses, scope.level(MeterName.WEB_BREAKERS_OPEN));
    this.line = new Line(client, hosts, gates, new InFlight(inFlight, scope.level(MeterName.WEB_IN_FLIGHT)), meters.distribution(MeterName.WEB_WAIT), clock);
  }

  /** Asks for a source. */
  public Caller caller(String source, Requests requests, WhenOpen whenOpen) {
    return new Caller(source, requests, whenOpen, line, backoff, pauses, meters);
  }

  /** Ends what is in flight. */
  @Override
  public void close() {
    client.close();
    hosts.close();
    scope.close();
  }

  /** HTTP/1.1 alone: a connection per request in flight, so that limits are what servers see. Redirects and packed bodies are ours to look at. */
  private static WebClientConfig config() {
    WebClientConfig config = new WebClientConfig().setFollowRedirects(false).setUserAgent("windrow").setDecompressionEnabled(false).setVersions(HttpVersion.HTTP_1_1);
    config.setHttp1Config(new Http1ClientConfig().setKeepAliveTimeout(KEEP_ALIVE).setMaxHeaderSize(LONGEST_HEADERS).setMaxInitialLineLength(LONGEST_HEADERS));
    return config;
  }
}
