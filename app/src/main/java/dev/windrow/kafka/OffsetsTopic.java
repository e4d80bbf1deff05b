package dev.windrow.kafka;

import dev.windrow.config.Config;
import dev.windrow.config.Guarantee;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The topic in which an application keeps each offset that it commits a second time, written in the same transaction. A
 * group's coordinator keeps them too, but can give an older answer than it was told last (Kafka 4.3.1, when the coordinator's
 * partition changes leaders twice while it loads). Of the two the later one is right. Under at-least-once there is no such topic,
 * since nothing commits both at once.
 */
public final class OffsetsTopic {

  static final int PARTITIONS = 1;

  /** Compacted soon and often: it is read from its beginning whenever partitions are assigned. */
  static final Map<String, String> SETTINGS = Map.of(
      TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
      TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(4 << 20),
      TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");

  private OffsetsTopic() {}

  /** Its name, whether the application has one or not. */
  public static String name(String applicationId) {
    return applicationId + "-offsets";
  }

  /** The name of the one that is used with this configuration. */
  public static Optional<String> of(Config config) {
    return config.guarantee() == Guarantee.EXACTLY_ONCE ? Optional.of(name(config.applicationId())) : Optional.empty();
  }
}
