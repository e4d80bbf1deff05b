package dev.windrow.it;

import dev.windrow.config.Config;
import dev.windrow.ops.PrometheusMeters.Format;
import dev.windrow.service.WindrowService;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An instance of the service in this process. */
public final class Instance implements AutoCloseable {

  private final WindrowService service;

  private Instance(WindrowService service) {
    this.service = service;
  }

  public static Instance start(Config config) throws InterruptedException {
    Instance instance = new Instance(new WindrowService(config, Clock.systemUTC()));
    instance.service.start();
    return instance;
  }

  /** Waits until all its stream threads run. */
  public Instance awaitRunning() throws InterruptedException, TimeoutException, ExecutionException {
    service.running().toCompletableFuture().get(60, TimeUnit.SECONDS);
    return this;
  }

  /** Where it is asked over HTTP, with a slash at the end. */
  public String page() {
    return service.page().orElseThrow();
  }

  /** What Prometheus would get from it. */
  public String metrics() {
    return new String(service.meters().scrape(Format.TEXT), StandardCharsets.UTF_8);
  }

  public boolean hasFailed() {
    return service.failure().toCompletableFuture().isDone();
  }

  /** Waits until it has stopped by itself; says why. */
  public Exception failure(Duration limit) throws InterruptedException, ExecutionException, TimeoutException {
    return service.failure().toCompletableFuture().get(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    service.close();
  }
}
