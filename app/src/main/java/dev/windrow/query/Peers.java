package dev.windrow.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http1ClientConfig;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks other instances, over the one HTTP client of the process. Per instance: a limit on requests in flight, a circuit breaker, and one more try
 * after a short random pause where an instance could not be reached. An answer comes within {@link #PATIENCE} or is a {@link PeerFailure}.
 */
final class Peers implements AutoCloseable {

  /** Of one request. */
  private static final Duration TIMEOUT = Duration.ofMillis(1_500);

  /** Of a request, the pause and a second one. */
  static final Duration PATIENCE = Duration.ofMillis(3_500);

  /** Shorter than any instance keeps a connection on which nothing comes. */
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(10);

  private static final int IN_FLIGHT = 64;
  private static final int MOST_BYTES = 16 << 20;

  private final Vertx vertx;
  private final WebClient client;
  private final PeerAccess access;
  private final ScheduledExecutorService pauses = Executors.newSingleThreadScheduledExecutor(Peers::thread);
  private volatile Optional<ClientSSLOptions> encryption;
  private final Map<HostInfo, Guards> guards = new ConcurrentHashMap<>();

  Peers(Vertx vertx, PeerAccess access) {
    this.vertx = vertx;
    this.access = access;
    this.encryption = access.encryption().get();
    WebClientConfig config =
        new WebClientConfig().setFollowRedirects(false).setUserAgent("windrow").setConnectTimeout(TIMEOUT);
    config.setSsl(encryption.isPresent()).setHttp1Config(new Http1ClientConfig().setKeepAliveTimeout(KEEP_ALIVE));
    this.client = WebClient.create(vertx, config, encryption.orElse(null), new PoolOptions().setHttp1MaxSize(IN_FLIGHT));
  }

  /** The instance's answer to a GET; fails with a PeerFailure. */
  <T> Future<T> ask(HostInfo instance, String path, Map<String, String> parameters, Class<T> answer) {
    Guards guarding = guards.computeIfAbsent(instance, Guards::of);
    Supplier<CompletionStage<T>> call = () -> send(instance, path, parameters, answer).toCompletionStage();
    Supplier<CompletionStage<T>> guarded = Retry.decorateCompletionStage(guarding.retry, pauses,
        CircuitBreaker.decorateCompletionStage(guarding.breaker, Bulkhead.decorateCompletionStage(guarding.bulkhead, call)));
    return Future.fromCompletionStage(guarded.get(), vertx.getOrCreateContext()).recover(failure -> Future.failedFuture(described(failure)));
  }

  /** Nothing is kept of instances that are gone. */
  void retain(Set<HostInfo> instances) {
    guards.keySet().retainAll(instances);
  }

  @Override
  public void close() {
    pauses.shutdownNow();
    client.close();
  }

  private <T> Future<T> send(HostInfo instance, String path, Map<String, String> parameters, Class<T> answer) {
    renewEncryption();
    HttpRequest<Buffer> request = client.get(instance.port(), instance.host(), path).timeout(TIMEOUT.toMillis());
    parameters.forEach(request::addQueryParam);
    access.token().get().ifPresent(request::bearerTokenAuthentication);
    return request.send().recover(Peers::unreachable).compose(response -> read(response, answer));
  }

  /** The files may have changed. */
  private void renewEncryption() {
    Optional<ClientSSLOptions> now = access.encryption().get();
    if (now.isPresent() && !now.equals(encryption)) {
      encryption = now;
      client.updateSSLOptions(now.get());
    }
  }

  private static <T> Future<T> unreachable(Throwable failure) {
    return Future.failedFuture(failure instanceof TimeoutException
        ? new PeerFailure("did not answer within " + TIMEOUT.toMillis() + " ms", false)
        : new PeerFailure("could not be reached", true));
  }

  private static <T> Future<T> read(HttpResponse<Buffer> response, Class<T> answer) {
    if (response.statusCode() != 200) {
      return Future.failedFuture(new PeerFailure("answered with status " + response.statusCode(), response.statusCode() == 503));
    }
    if (response.body() == null || response.body().length() > MOST_BYTES) {
      return Future.failedFuture(new PeerFailure("answered with nothing, or with more than " + MOST_BYTES + " bytes", false));
    }
    try {
      return Future.succeededFuture(PeerJson.MAPPER.readValue(response.body().getBytes(), answer));
    } catch (JsonProcessingException noAnswer) {
      return Future.failedFuture(new PeerFailure("answered with something else than expected", false));
    } catch (IOException impossible) {
      return Future.failedFuture(impossible);
    }
  }

  private static PeerFailure described(Throwable failure) {
    Throwable cause = failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    if (cause instanceof PeerFailure known) {
      return known;
    }
    if (cause instanceof CallNotPermittedException) {
      return new PeerFailure("failed too often in the last seconds and is not asked now", false);
    }
    if (cause instanceof BulkheadFullException) {
      return new PeerFailure("has " + IN_FLIGHT + " requests from here in flight already", false);
    }
    return new PeerFailure("could not be asked", false);
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "windrow-peers");
    thread.setDaemon(true);
    return thread;
  }

  /** What stands before one instance. */
  private record Guards(Retry retry, CircuitBreaker breaker, Bulkhead bulkhead) {

    private static final RetryConfig ONCE_MORE = RetryConfig.custom()
        .maxAttempts(2)
        .intervalFunction(IntervalFunction.ofRandomized(Duration.ofMillis(100), 0.5))
        .retryOnException(failure -> described(failure).isWorthAnotherTry())
        .build();

    private static final CircuitBreakerConfig PATIENT = CircuitBreakerConfig.custom()
        .slidingWindowSize(10)
        .minimumNumberOfCalls(5)
        .failureRateThreshold(50)
        .waitDurationInOpenState(Duration.ofSeconds(2))
        .permittedNumberOfCallsInHalfOpenState(2)
        .ignoreException(BulkheadFullException.class::isInstance)
        .build();

    private static final BulkheadConfig NARROW = BulkheadConfig.custom().maxConcurrentCalls(IN_FLIGHT).maxWaitDuration(Duration.ZERO).build();

    static Guards of(HostInfo instance) {
      String name = Placement.text(instance);
      return new Guards(Retry.of(name, ONCE_MORE), CircuitBreaker.of(name, PATIENT), Bulkhead.of(name, NARROW));
    }
  }
}
