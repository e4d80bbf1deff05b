package dev.windrow.demo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where an {@link EmbeddedBroker} listens and keeps its data.
 *
 * @param dataDir folder that survives the broker; empty for a fresh temporary one that is deleted when the broker closes
 * @param port port for clients on 127.0.0.1; 0 for a free one, which a data folder then keeps for the next start
 * @param properties broker properties that override ours; listeners, folders and the node's identity cannot be overridden
 */
public record BrokerOptions(Optional<Path> dataDir, int port, Map<String, String> properties) {

  /** A free port and a temporary folder. */
  public static final BrokerOptions TEMPORARY = new BrokerOptions(Optional.empty(), 0, Map.of());

  private static final int HIGHEST_PORT = 65_535;

  public BrokerOptions {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("expected a port from 0 to " + HIGHEST_PORT + ", found " + port);
    }
    properties = Map.copyOf(properties);
  }

  public BrokerOptions withDataDir(Path dir) {
    return new BrokerOptions(Optional.of(dir), port, properties);
  }

  public BrokerOptions withPort(int newPort) {
    return new BrokerOptions(dataDir, newPort, properties);
  }

  public BrokerOptions withProperties(Map<String, String> newProperties) {
    return new BrokerOptions(dataDir, port, newProperties);
  }
}
