package dev.windrow.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where reading goes on, when a group's coordinator and the offsets topic do not say the same. */
final class StartPositions {

  private static final Logger log = LoggerFactory.getLogger(StartPositions.class);

  private StartPositions() {}

  /**
   * Where reading goes on, for partitions of which something is known.
   *
   * @param answered what the coordinator says; null for a partition of which nothing was committed, or nothing is kept
   * @param copies what the offsets topic says
   * @param stuck partitions of which the coordinator does not know the latest
   */
  static Map<TopicPartition, OffsetAndMetadata> of(
      Map<TopicPartition, OffsetAndMetadata> answered, Map<TopicPartition, OffsetAndMetadata> copies, Set<TopicPartition> stuck) {
    Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
    answered.forEach((partition, answer) -> {
      OffsetAndMetadata copy = copies.get(partition);
      OffsetAndMetadata position = answer == null && stuck.contains(partition) ? copy : later(answer, copy);
      if (position != null) {
        positions.put(partition, position);
      }
      if (position != answer) {
        log.warn("partition {}: the group's coordinator says that offset {} was committed last, but it was {}: a coordinator that has just moved can"
            + " forget. Reading goes on there, nothing is counted twice", partition, answer == null ? "0" : answer.offset(), position.offset());
      }
    });
    return positions;
  }

  /** Whether some answer is older than its copy, so that no later copy may be missed. */
  static boolean isContradicted(Map<TopicPartition, OffsetAndMetadata> answered, Map<TopicPartition, OffsetAndMetadata> copies) {
    return answered.entrySet().stream().anyMatch(answer -> later(answer.getValue(), copies.get(answer.getKey())) != answer.getValue());
  }

  /**
   * The later one. The answer, if somebody has deleted the offset, or set it by hand, for then whoever reads again has to be told (rule S13): Kafka Streams
   * never commits without metadata, and the tools that reset offsets never with it.
   */
  private static OffsetAndMetadata later(OffsetAndMetadata answer, OffsetAndMetadata copy) {
    boolean forgotten = answer != null && !answer.metadata().isEmpty() && copy != null && answer.offset() < copy.offset();
    return forgotten ? copy : answer;
  }
}
