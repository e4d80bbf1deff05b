package dev.windrow.kafka;

import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;

/** The topic in which an application keeps how far it has read each of its sources, written in the transactions of what was read. */
public final class PositionsTopic {

  /** As many instances at most can share the sources of an application; more than one has in practice. */
  public static final int PARTITIONS = 16;

  static final Map<String, String> SETTINGS = Map.of(
      TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
      TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(16 << 20),
      TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.2");

  private PositionsTopic() {}

  public static String name(String applicationId) {
    return applicationId + "-positions";
  }

  /** The partition with all that is kept of a source. */
  public static int partition(String source) {
    return Math.floorMod(source.hashCode(), PARTITIONS);
  }
}
