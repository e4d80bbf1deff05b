package dev.windrow.query;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/** The instances of the application, this one among them. */
final class Instances implements Gathering.Surroundings {

  private final KafkaStreams streams;
  private final String applicationId;
  private final HostInfo self;
  private final Vertx vertx;
  private final WorkerExecutor workers;

  Instances(KafkaStreams streams, String applicationId, HostInfo self, Vertx vertx, WorkerExecutor workers) {
    this.streams = streams;
    this.applicationId = applicationId;
    this.self = self;
    this.vertx = vertx;
    this.workers = workers;
  }

  @Override
  public HostInfo self() {
    return self;
  }

  /** Who owns what now; nobody owns anything while the stream threads start or have ended. */
  @Override
  public Placement placement() {
    try {
      return Placement.of(applicationId, streams.metadataForAllStreamsClients());
    } catch (IllegalStateException | StreamsException notRunning) {
      return new Placement(Set.of(), Map.of(), Map.of());
    }
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  /** Runs what reads stores, not on the threads that serve requests. */
  <T> Future<T> read(Callable<T> reading) {
    return workers.executeBlocking(reading, false);
  }

  /** Runs something later. */
  @Override
  public <T> Future<T> after(long ms, Supplier<Future<T>> what) {
    return vertx.timer(ms, TimeUnit.MILLISECONDS).compose(late -> what.get());
  }
}
