package dev.windrow.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A Kafka broker and its controller (KRaft, combined mode) in this process, reachable on 127.0.0.1 only.
 *
 * <p>Ready when {@link #start} returns. With a data folder its topics, offsets and port survive a restart, and it is formatted
 * on its first use only; one folder serves one broker at a time. Meant for demonstrations and tests: one replica of everything,
 * nothing expires, topics are not created by themselves.
 *
 * <p>Thread-safe. Close it once nothing uses it any more; a second close does nothing.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

  private final BrokerFolder folder;
  private final LoopbackSockets sockets = new LoopbackSockets();
  private final Faults faults = new Faults();
  private int port;
  private ControllerServer controller;
  private BrokerServer broker;
  private boolean closed;

  private EmbeddedBroker(BrokerFolder folder) {
    this.folder = folder;
  }

  /**
   * Starts a broker and waits until it takes requests.
   *
   * @throws BrokerException when the port or the folder is in use, the folder cannot be written, or Kafka does not start
   */
  public static EmbeddedBroker start(BrokerOptions options) {
    EmbeddedBroker embedded = new EmbeddedBroker(BrokerFolder.open(options.dataDir()));
    try {
      embedded.startIn(options);
      return embedded;
    } catch (BrokerException e) {
      embedded.close();
      throw e;
    } catch (Exception e) {
      embedded.close();
      throw new BrokerException("the embedded broker did not start with its data in " + embedded.folder.dir() + ": " + e, e);
    }
  }

  private void startIn(BrokerOptions options) throws Exception {
    port = bind(options.port());
    int controllerPort = sockets.bind(BrokerProperties.CONTROLLER, 0);
    folder.formatIfNew(BrokerProperties.NODE_ID, BrokerProperties.CONTROLLER);
    Map<String, String> properties = BrokerProperties.of(options.properties(), folder, port, controllerPort);
    SharedServer shared = servers(
        new KafkaConfig(properties, false), new InetSocketAddress(LoopbackSockets.HOST, controllerPort));
    controller.startup();
    broker.startup();
    folder.keepPort(port);
    LOG.debug("Broker {} of cluster {} is ready at {} in {}", BrokerProperties.NODE_ID, shared.clusterId(), bootstrapServers(), folder.dir());
  }

  private int bind(int wanted) throws IOException {
    if (wanted == 0) {
      return bindFree();
    }
    try {
      return sockets.bind(BrokerProperties.CLIENTS, wanted);
    } catch (BindException e) {
      throw new BrokerException("the embedded broker cannot listen on " + LoopbackSockets.HOST + ":" + wanted + " (" + e.getMessage()
          + "); stop what uses the port, or choose another one, or 0 for any free one", e);
    }
  }

  /** The port of the last start when it is free, so that clients find the broker again. */
  private int bindFree() throws IOException {
    try {
      return sockets.bind(BrokerProperties.CLIENTS, folder.keptPort());
    } catch (BindException e) {
      return sockets.bind(BrokerProperties.CLIENTS, 0);
    }
  }

  /** What {@link KafkaRaftServer} does, with our sockets, and with faults that are reported instead of ending the process. */
  private SharedServer servers(KafkaConfig config, InetSocketAddress controllerAddress) {
    Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> stored = KafkaRaftServer.initializeLogDirs(config, LOG, "");
    SharedServer shared = new SharedServer(
        config,
        stored._1(),
        Time.SYSTEM,
        Server.initializeMetrics(config, Time.SYSTEM, stored._1().clusterId().orElseThrow()),
        CompletableFuture.completedFuture(Map.of(BrokerProperties.NODE_ID, controllerAddress)),
        List.of(),
        faults,
        sockets);
    controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), stored._2());
    broker = new BrokerServer(shared);
    return shared;
  }

  /** Where clients connect: {@code 127.0.0.1:port}. */
  public String bootstrapServers() {
    return LoopbackSockets.HOST + ":" + port;
  }

  /** The folder with the broker's data. */
  public Path dataDir() {
    return folder.dir();
  }

  /** Completes when the broker fails while it runs; it is of no use then and should be closed. Never completes otherwise. */
  public CompletionStage<BrokerException> failure() {
    return faults.fatal();
  }

  /** Stops the broker, keeps or deletes its data, and frees the port and the folder. Problems are logged. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    quietly("stop the broker", () -> {
      if (broker != null) {
        broker.shutdown(CLOSE_LIMIT);
      }
    });
    quietly("stop the controller", () -> {
      if (controller != null) {
        controller.shutdown();
      }
    });
    quietly("close the listeners", sockets);
    quietly("close the folder", folder);
  }

  private static void quietly(String what, AutoCloseable step) {
    try {
      step.close();
    } catch (Exception e) {
      LOG.warn("Could not {} of the embedded broker", what, e);
    }
  }
}
