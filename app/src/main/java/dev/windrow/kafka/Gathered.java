package dev.windrow.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * What several polls have brought, by partition, until it is handed over. Of too much at a time, what the client makes of it is gone from the processor's cache again when
 * it is looked at. So it is asked for small portions, and frames are made of several.
 *
 * <p>Confined to the thread that polls.
 */
final class Gathered {

  /** What a frame needs once per frame, in Kafka Streams and in the partials that come of it, is little for each of so many records. */
  private static final int ENOUGH_RECORDS = 50_000;

  /** With large records it is reached sooner; a few frames of each partition are queued. */
  private static final long ENOUGH_BYTES = 8 << 20;

  private final Set<String> inputTopics;
  private final int portion;
  private final Function<Duration, ConsumerRecords<byte[], byte[]>> client;
  private final BooleanSupplier headersSeen;
  private final Map<TopicPartition, PolledRecords> inputs = new HashMap<>();
  private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> others = new HashMap<>();
  private final Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>();
  private RuntimeException postponed;

  /**
   * Nothing yet.
   *
   * @param portion as many slices or records as the client brings at a time when there are more
   * @param client polls once, and waits at most so long
   * @param headersSeen see {@link FetchedBytes#headersSeen}
   */
  Gathered(Set<String> inputTopics, int portion, Function<Duration, ConsumerRecords<byte[], byte[]>> client, BooleanSupplier headersSeen) {
    this.inputTopics = Set.copyOf(inputTopics);
    this.portion = portion;
    this.client = client;
    this.headersSeen = headersSeen;
  }

  /** Polls, and polls on while the client has more already. */
  void poll(Duration timeout) {
    throwPostponed();
    int brought = add(client.apply(timeout));
    while (brought >= portion && !isEnough()) {
      brought = add(pollOn());
    }
  }

  /** What this throws is for the next poll: what was gathered before would be lost with it, as the client stands behind it already. */
  private ConsumerRecords<byte[], byte[]> pollOn() {
    try {
      return client.apply(Duration.ZERO);
    } catch (RuntimeException e) {
      postponed = e;
      return ConsumerRecords.empty();
    }
  }

  private void throwPostponed() {
    RuntimeException thrown = postponed;
    postponed = null;
    if (thrown != null) {
      throw thrown;
    }
  }

  void clear() {
    inputs.clear();
    others.clear();
    nextOffsets.clear();
  }

  /** Returns how many slices and records that are. */
  private int add(ConsumerRecords<byte[], byte[]> polled) {
    for (TopicPartition partition : polled.partitions()) {
      add(partition, polled.records(partition));
    }
    nextOffsets.putAll(polled.nextOffsets());
    return polled.count();
  }

  private void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    try {
      addValid(partition, records);
    } catch (InvalidRecordException e) {
      throw new KafkaException("expected records in partition " + partition + ", found bytes that are none: " + e.getMessage(), e);
    }
  }

  private void addValid(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
    if (!inputTopics.contains(partition.topic())) {
      others.merge(partition, FetchedBytes.arrays(records), Gathered::concatenated);
      return;
    }
    PolledRecords known = inputs.get(partition);
    if (known == null) {
      inputs.put(partition, PolledRecords.of(FetchedBytes.asFetched(records), headersSeen.getAsBoolean()));
    } else {
      known.add(FetchedBytes.asFetched(records), headersSeen.getAsBoolean());
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> concatenated(List<ConsumerRecord<byte[], byte[]>> some, List<ConsumerRecord<byte[], byte[]>> more) {
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  private boolean isEnough() {
    int records = 0;
    long bytes = 0;
    for (PolledRecords input : inputs.values()) {
      records += input.count();
      bytes += input.bytes();
    }
    return records >= ENOUGH_RECORDS || bytes >= ENOUGH_BYTES;
  }

  /** Partitions that are somebody else's now: their next owner reads the records again. */
  void forget(Collection<TopicPartition> partitions) {
    inputs.keySet().removeAll(partitions);
    others.keySet().removeAll(partitions);
    nextOffsets.keySet().removeAll(partitions);
  }

  /**
   * All of it, the records of an input's partition in one frame.
   *
   * @param partitionCount how many partitions a partition's topic has
   * @param caughtUp whether nothing of a partition is left to be polled
   */
  Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records(
      ToIntFunction<TopicPartition> partitionCount, Predicate<TopicPartition> caughtUp, long wallMs) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>(others);
    inputs.forEach((partition, polled) -> records.put(
        partition, List.of(Framer.frame(polled, partitionCount.applyAsInt(partition), wallMs, caughtUp.test(partition)))));
    return records;
  }

  /** Where the consumer goes on in each of them. */
  Map<TopicPartition, OffsetAndMetadata> nextOffsets() {
    return new HashMap<>(nextOffsets);
  }
}
