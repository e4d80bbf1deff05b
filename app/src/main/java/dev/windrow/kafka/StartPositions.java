package dev.windrow.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where reading goes on in partitions that have been assigned, and with which metadata, which holds the partition's clock. It is decided
 * once for each assignment, so that both are of the same commit even if the coordinator's next answer is another one.
 *
 * <p>Confined to a stream thread.
 */
final class StartPositions {

  private static final Logger log = LoggerFactory.getLogger(StartPositions.class);

  private final Map<TopicPartition, OffsetAndMetadata> decided = new HashMap<>();

  /**
   * Decides.
   *
   * @param answered what the group's coordinator says; null for a partition of which nothing was committed, or nothing is kept
   * @param copies what the offsets topic says
   * @return where to go on, for the partitions of which the coordinator knows something
   */
  Map<TopicPartition, OffsetAndMetadata> decide(
      Map<TopicPartition, OffsetAndMetadata> answered, Map<TopicPartition, OffsetAndMetadata> copies) {
    Map<TopicPartition, OffsetAndMetadata> now = new HashMap<>();
    answered.forEach((partition, answer) -> {
      if (answer != null) {
        now.put(partition, latest(partition, answer, copies.get(partition)));
      }
    });
    decided.putAll(now);
    return now;
  }

  /** Whether some answer is older than its copy, so that no later copy may be missed. */
  static boolean isContradicted(Map<TopicPartition, OffsetAndMetadata> answered, Map<TopicPartition, OffsetAndMetadata> copies) {
    return answered.entrySet().stream()
        .anyMatch(answer -> answer.getValue() != null && later(answer.getValue(), copies.get(answer.getKey())) != answer.getValue());
  }

  /** What the coordinator answers meanwhile, unless it is older than what was decided. */
  Map<TopicPartition, OffsetAndMetadata> orDecided(Map<TopicPartition, OffsetAndMetadata> answered) {
    Map<TopicPartition, OffsetAndMetadata> later = new HashMap<>(answered);
    later.replaceAll((partition, answer) -> answer != null && isOlder(answer, decided.get(partition)) ? decided.get(partition) : answer);
    return later;
  }

  void forget(Collection<TopicPartition> partitions) {
    decided.keySet().removeAll(partitions);
  }

  /** The later one; the answer if somebody has set the offset by hand, for then whoever reads again has to be told (rule S13). */
  static OffsetAndMetadata later(OffsetAndMetadata answer, OffsetAndMetadata copy) {
    return isSetByHand(answer) || !isOlder(answer, copy) ? answer : copy;
  }

  /** Kafka Streams never commits without metadata, and the tools that reset offsets never with it. */
  private static boolean isSetByHand(OffsetAndMetadata answer) {
    return answer.metadata().isEmpty();
  }

  private static boolean isOlder(OffsetAndMetadata answer, OffsetAndMetadata other) {
    return other != null && answer.offset() < other.offset();
  }

  private static OffsetAndMetadata latest(TopicPartition partition, OffsetAndMetadata answer, OffsetAndMetadata copy) {
    OffsetAndMetadata later = later(answer, copy);
    if (later != answer) {
      log.warn("partition {}: the group's coordinator says that offset {} was committed last, but it was {}: a coordinator that has just moved can"
          + " forget. Reading goes on at {}, nothing is counted twice", partition, answer.offset(), later.offset(), later.offset());
    }
    return later;
  }
}
