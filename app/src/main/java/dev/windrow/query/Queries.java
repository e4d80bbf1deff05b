package dev.windrow.query;

import dev.windrow.config.Config;
import dev.windrow.ops.Pipeline;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** Everything that can be asked of a running service. Used from event loops; closed by who has made it. */
public final class Queries implements AutoCloseable {

  /** Stores are read on threads of their own, so that a long walk keeps nobody waiting but others who walk. */
  private static final int READERS = 4;
  private static final long LONGEST_READ_S = 10;

  private final WorkerExecutor workers;
  private final Peers peers;
  private final Windows windows;
  private final Status status;

  /**
   * @param mergePartitions how many there are
   * @param self the address that this instance has told the others
   * @param pipelines the sources and sinks that this instance has
   */
  public Queries(
      Config config, KafkaStreams streams, int mergePartitions, HostInfo self, Supplier<List<Pipeline>> pipelines, Vertx vertx, PeerAccess access, Clock clock) {
    workers = vertx.createSharedWorkerExecutor("windrow-query", READERS, LONGEST_READ_S, TimeUnit.SECONDS);
    peers = new Peers(vertx, access);
    LocalStores stores = new LocalStores(streams);
    Instances instances = new Instances(streams, config.applicationId(), self, vertx, workers);
    windows = new Windows(config, instances, stores, peers, mergePartitions);
    status = new Status(config, instances, new LocalStatus(config, streams, stores, pipelines, clock.millis()), peers, mergePartitions, clock);
  }

  public Windows windows() {
    return windows;
  }

  public Status status() {
    return status;
  }

  @Override
  public void close() {
    peers.close();
    workers.close();
  }
}
