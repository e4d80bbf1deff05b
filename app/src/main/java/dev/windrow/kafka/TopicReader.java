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
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads committed records of whole topics, without a group. Confined to one thread, but for {@link #wakeUp}. What Kafka refuses, or does not
 * answer within the client's timeout, comes as a KafkaException.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
  private final Duration patience;

  public TopicReader(Config config) {
    this(ClientSettings.reader(config));
  }

  private TopicReader(Map<String, Object> settings) {
    this(new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()), ClientSettings.answerWithin(settings));
  }

  /** @param patience how long it waits for more where there should be more */
  public TopicReader(org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer, Duration patience) {
    this.consumer = consumer;
    this.patience = patience;
  }

  /** Which of {@code topics} exist. */
  public Set<String> existing(Collection<String> topics) {
    Set<String> existing = new TreeSet<>(topics);
    existing.retainAll(consumer.listTopics().keySet());
    return existing;
  }

  /**
   * Hands over all records from the topics' beginning to where they end now. A topic that does not exist is empty. Returns the partitions that were read, those without
   * records among them.
   */
  public List<TopicPartition> readToEnd(Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> to) {
    List<TopicPartition> partitions = assign(existing(topics));
    if (!partitions.isEmpty()) {
      consumer.seekToBeginning(partitions);
      readTo(consumer.endOffsets(partitions), to);
    }
    return partitions;
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
    Progress progress = new Progress();
    while (!ends.isEmpty()) {
      progress.see(partitions.stream().mapToLong(consumer::position).sum());
      ends.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue());
      consumer.pause(partitions.stream().filter(partition -> !ends.containsKey(partition)).toList());
      if (!ends.isEmpty()) {
        consumer.poll(POLL).forEach(to);
      }
    }
    consumer.assign(List.of());
  }

  /** A poll does not say that nobody answers it. */
  private final class Progress {

    private long positions = -1;
    private long sinceNanos;

    void see(long now) {
      if (now != positions) {
        positions = now;
        sinceNanos = System.nanoTime();
      } else if (System.nanoTime() - sinceNanos > patience.toNanos()) {
        throw new TimeoutException("Kafka has given nothing of " + consumer.assignment() + " for " + patience.toMillis() + " ms, though there is more");
      }
    }
  }

  /** From any thread: a call that is under way, or else the next one, ends with a KafkaException. */
  public void wakeUp() {
    consumer.wakeup();
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
