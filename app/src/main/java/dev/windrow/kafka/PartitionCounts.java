package dev.windrow.kafka;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** How many partitions topics have, as a client's metadata has it. Confined to one thread. */
final class PartitionCounts {

  private final Function<String, List<PartitionInfo>> metadata;
  private final Map<String, Integer> seen = new HashMap<>();

  /** @param metadata of a topic; null when it has none, and it may throw what Kafka's clients throw */
  PartitionCounts(Function<String, List<PartitionInfo>> metadata) {
    this.metadata = metadata;
  }

  /** Of the partition's topic, as the metadata has it now; what it had last when it has nothing. */
  int of(TopicPartition partition) {
    return seen.merge(partition.topic(), Math.max(inMetadata(partition.topic()), partition.partition() + 1), Math::max);
  }

  private int inMetadata(String topic) {
    try {
      List<PartitionInfo> partitions = metadata.apply(topic);
      return partitions == null ? 0 : partitions.size();
    } catch (KafkaException noAnswer) {
      return 0;
    }
  }
}
