package dev.windrow.fault;

import dev.windrow.it.Leash;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

/** The main class of a broker's process: formats its folder on the first start and runs Kafka as Kafka's own scripts do. */
final class ClusterNode {

  static final String CLUSTER_ID = "windrow.cluster.id";

  private ClusterNode() {}

  /** The argument is a file with the broker's properties. SIGTERM stops the broker cleanly. */
  public static void main(String[] args) throws Exception {
    Leash.fasten();
    Properties properties = read(Path.of(args[0]));
    formatIfNew(properties);
    KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties, false), Time.SYSTEM);
    Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "shutdown"));
    server.startup();
    server.awaitShutdown();
  }

  private static Properties read(Path file) throws IOException {
    Properties properties = new Properties();
    try (InputStream in = Files.newInputStream(file)) {
      properties.load(in);
    }
    return properties;
  }

  private static void formatIfNew(Properties properties) throws Exception {
    String folder = properties.getProperty("log.dirs");
    if (Files.exists(Path.of(folder, "meta.properties"))) {
      return;
    }
    new Formatter()
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setClusterId(properties.getProperty(CLUSTER_ID))
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setMetadataLogDirectory(folder)
        .addDirectory(folder)
        .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
        .run();
  }
}
