package dev.windrow.simulator;

import dev.windrow.simulator.event.Routing;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where events go.
 *
 * @param topic name of the topic; with files only the truth mentions it
 * @param partitions of a topic that does not exist yet, and of files; an existing topic's count wins
 * @param idle number of the partition that gets nothing, or {@link Routing#NONE}
 * @param destination Kafka or a file
 */
public record Target(String topic, int partitions, int idle, Destination destination) {

  public static final String DEFAULT_TOPIC = "user-events";
  public static final int DEFAULT_PARTITIONS = 4;

  public Target {
    if (!topic.matches("[a-zA-Z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
      throw new IllegalArgumentException("expected a topic name of letters, digits, '.', '_' and '-', found '" + topic + "'");
    }
    if (partitions < 1) {
      throw new IllegalArgumentException("expected at least 1 partition, found " + partitions);
    }
  }

  /** The default topic on the given brokers. */
  public static Target kafka(String bootstrapServers) {
    return to(new Kafka(Map.of("bootstrap.servers", bootstrapServers)));
  }

  public static Target to(Destination destination) {
    return new Target(DEFAULT_TOPIC, DEFAULT_PARTITIONS, Routing.NONE, destination);
  }

  public Target withTopic(String value) {
    return new Target(value, partitions, idle, destination);
  }

  public Target withPartitions(int value) {
    return new Target(topic, value, idle, destination);
  }

  public Target withIdle(int value) {
    return new Target(topic, partitions, value, destination);
  }

  /** Kafka or a file. */
  public sealed interface Destination {
  }

  /** @param properties of Kafka's clients, {@code bootstrap.servers} among them */
  public record Kafka(Map<String, String> properties) implements Destination {

    public Kafka {
      properties = Map.copyOf(properties);
      if (!properties.containsKey("bootstrap.servers")) {
        throw new IllegalArgumentException("expected the property bootstrap.servers");
      }
    }
  }

  /** One JSON text per line; gzip when the name ends in {@code .gz}. */
  public record File(Path path) implements Destination {
  }

  /** One JSON text per line. */
  public record StandardOutput() implements Destination {
  }
}
