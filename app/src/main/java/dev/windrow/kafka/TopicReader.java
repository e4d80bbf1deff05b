package dev.windrow.kafka;

import dev.windrow.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records of whole topics, without a group. Confined to one thread. What Kafka refuses, or does not
 * answer within the client's timeout, comes as a KafkaException.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;

  public TopicReader(Config config) {
    consumer = new KafkaConsumer<>(ClientSettings.reader(config), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Which of {@code topics} exist. */
  public Set<String> existing(Collection<String> topics) {
    Set<String> existing = new TreeSet<>(topics);
    existing.retainAll(consumer.listTopics().keySet());
    return existing;
  }

  /** Hands over all records from the topics' beginning to where they end now. A topic that does not exist is empty. */
  public void readToEnd(Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    List<TopicPartition> partitions = assign(existing(topics));
    if (partitions.isEmpty()) {
      return;
    }
    consumer.seekToBeginning(partitions);
    readTo(consumer.endOffsets(partitions), to);
  }

  /** Hands over the records at the last {@code most} offsets of each partition of a topic, or as many as there are. A topic that does not exist is empty. */
  public void readLast(String topic, int most, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    List<TopicPartition> partitions = assign(existing(List.of(topic)));
    if (partitions.isEmpty()) {
      return;
    }
    Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions);
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    partitions.forEach(partition -> consumer.seek(partition, Math.max(starts.get(partition), ends.get(partition) - most)));
    readTo(ends, to);
  }

  private void readTo(Map<TopicPartition, Long> offsets, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    Set<TopicPartition> partitions = offsets.keySet();
    Map<TopicPartition, Long> ends = new HashMap<>(offsets);
    while (!ends.isEmpty()) {
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      consumer.pause(partitions.stream().filter(partition -> !ends.containsKey(partition)).toList());
      if (!ends.isEmpty()) {
        consumer.poll(POLL).forEach(to);
      }
    }
    consumer.assign(List.of());
  }

  /** Hands over records as they come, from now or from the beginning, until {@code stop} says so. */
  public void follow(Collection<String> topics, boolean fromBeginning, Consumer<ConsumerRecord<byte[], byte[]>> to, BooleanSupplier stop) {
    List<TopicPartition> partitions = assign(topics);
    if (fromBeginning) {
      consumer.seekToBeginning(partitions);
    } else {
      consumer.seekToEnd(partitions);
      // Positions are found lazily: what comes after this call must not be missed.
      partitions.forEach(consumer::position);
    }
    while (!stop.getAsBoolean()) {
      consumer.poll(POLL).forEach(to);
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private List<TopicPartition> assign(Collection<String> topics) {
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        partitions.add(new TopicPartition(topic, partition.partition()));
      }
    }
    consumer.assign(partitions);
    return partitions;
  }
}
