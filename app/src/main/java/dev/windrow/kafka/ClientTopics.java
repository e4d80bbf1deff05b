package dev.windrow.kafka;

import dev.windrow.config.Config;
import java.util.Optional;
import java.util.Set;

/**
 * What the clients of the stream threads have to know of topics.
 *
 * @param inputs whose records are framed
 * @param offsets where a copy of each committed offset goes; empty under at-least-once
 */
public record ClientTopics(Set<String> inputs, Optional<OffsetsTopic> offsets) {

  public ClientTopics {
    inputs = Set.copyOf(inputs);
  }

  public static ClientTopics of(Config config) {
    return new ClientTopics(Set.copyOf(config.input().topics()), OffsetsTopic.of(config));
  }
}
