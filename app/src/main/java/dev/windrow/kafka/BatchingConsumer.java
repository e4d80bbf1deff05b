package dev.windrow.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The main consumer of a stream thread, which hands over the records of the input topics in frames: Kafka Streams
 * spends more on handing over a record than we spend on adding it up. Other topics pass untouched.
 *
 * <p>For a partition that is quiet and read to its end it adds an empty idle frame at the consumer's position. It queues
 * behind the data, commits like data and is fenced like data (rule S6).
 *
 * <p>Confined to the stream thread that polls it.
 */
final class BatchingConsumer extends KafkaConsumer<byte[], byte[]> {

  /** How long a partition's end may take to be confirmed; no answer means that it is not idle. */
  private static final Duration END_OFFSETS_TIMEOUT = Duration.ofMillis(500);

  private final Set<String> inputTopics;
  private final Framer framer;
  private final IdlePartitions idle;
  private final ClientSigns signs;
  private final Clock clock;
  private final Map<String, Integer> partitionCounts = new HashMap<>();
  private boolean subscribedBefore;

  BatchingConsumer(Map<String, Object> config, Set<String> inputTopics, IdlePartitions idle, ClientSigns signs) {
    super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.inputTopics = Set.copyOf(inputTopics);
    this.framer = new Framer(Framer.MAX_FRAME_BYTES);
    this.idle = idle;
    this.signs = signs;
    this.clock = signs.clock();
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
    long now = clock.millis();
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = framed(polled, now);
    Map<TopicPartition, OffsetAndMetadata> nextOffsets = new HashMap<>(polled.nextOffsets());
    addIdleFrames(records, nextOffsets, now);
    return records.isEmpty() && nextOffsets.isEmpty() ? ConsumerRecords.empty() : new ConsumerRecords<>(records, nextOffsets);
  }

  /** Kafka Streams subscribes once, and anew after it has found out that others have taken over from this thread. */
  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    noteRejoin();
    super.subscribe(topics, forgetting(listener));
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    noteRejoin();
    super.subscribe(pattern, forgetting(listener));
  }

  private void noteRejoin() {
    if (subscribedBefore) {
      signs.rejoins(this);
    }
    subscribedBefore = true;
  }

  private Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> framed(ConsumerRecords<byte[], byte[]> polled, long now) {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
    for (TopicPartition partition : polled.partitions()) {
      List<ConsumerRecord<byte[], byte[]>> ofPartition = polled.records(partition);
      records.put(partition, isInput(partition) ? framer.frames(ofPartition, partitionCount(partition), now) : ofPartition);
    }
    return records;
  }

  private void addIdleFrames(
      Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<TopicPartition, OffsetAndMetadata> nextOffsets, long now) {
    List<TopicPartition> quiet = new ArrayList<>();
    for (TopicPartition partition : assignedInputs(now)) {
      if (!records.containsKey(partition) && idle.isDue(partition, now) && hasNoLag(partition)) {
        quiet.add(partition);
      }
    }
    for (Map.Entry<TopicPartition, Long> atEnd : confirmedAtEnd(quiet, now).entrySet()) {
      TopicPartition partition = atEnd.getKey();
      long position = atEnd.getValue();
      long quietMs = idle.announced(partition, now);
      records.put(partition, List.of(framer.idleFrame(partition, position, partitionCount(partition), now, quietMs)));
      nextOffsets.put(partition, new OffsetAndMetadata(position));
    }
  }

  /** Nothing to look at most of the time: the set is walked only when some partition could be due. */
  private List<TopicPartition> assignedInputs(long now) {
    if (!idle.isLookDue(now)) {
      return List.of();
    }
    Set<TopicPartition> paused = paused();
    List<TopicPartition> assigned = assignment().stream().filter(this::isInput).toList();
    idle.assigned(assigned, now);
    return assigned.stream().filter(partition -> !paused.contains(partition)).toList();
  }

  private boolean hasNoLag(TopicPartition partition) {
    OptionalLong lag = currentLag(partition);
    return lag.isPresent() && lag.getAsLong() == 0;
  }

  /**
   * Those of {@code quiet} whose end, asked of the broker now, is where we stand, with that position. A failure is no
   * answer and must not escape: what this poll has brought of other partitions would be lost with it.
   */
  private Map<TopicPartition, Long> confirmedAtEnd(List<TopicPartition> quiet, long now) {
    if (quiet.isEmpty()) {
      return Map.of();
    }
    idle.asked(quiet, now);
    try {
      Map<TopicPartition, Long> ends = endOffsets(quiet, END_OFFSETS_TIMEOUT);
      return quiet.stream()
          .filter(partition -> ends.containsKey(partition) && position(partition, END_OFFSETS_TIMEOUT) >= ends.get(partition))
          .collect(Collectors.toMap(partition -> partition, partition -> position(partition, END_OFFSETS_TIMEOUT)));
    } catch (KafkaException noAnswer) {
      return Map.of();
    }
  }

  /** As the client's metadata has it now; what it had last when it has nothing. */
  private int partitionCount(TopicPartition partition) {
    int seen = Math.max(countInMetadata(partition.topic()), partition.partition() + 1);
    return partitionCounts.merge(partition.topic(), seen, Math::max);
  }

  private int countInMetadata(String topic) {
    try {
      List<PartitionInfo> partitions = partitionsFor(topic, END_OFFSETS_TIMEOUT);
      return partitions == null ? 0 : partitions.size();
    } catch (KafkaException noAnswer) {
      return 0;
    }
  }

  private boolean isInput(TopicPartition partition) {
    return inputTopics.contains(partition.topic());
  }

  /** What was known of a partition's quiet ends with its ownership: its next owner starts to count anew. */
  private ConsumerRebalanceListener forgetting(ConsumerRebalanceListener listener) {
    return new ConsumerRebalanceListener() {
      @Override
      public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        idle.forget(partitions);
        listener.onPartitionsRevoked(partitions);
      }

      @Override
      public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        idle.forget(partitions);
        listener.onPartitionsAssigned(partitions);
      }

      @Override
      public void onPartitionsLost(Collection<TopicPartition> partitions) {
        signs.rejoins(BatchingConsumer.this);
        idle.forget(partitions);
        listener.onPartitionsLost(partitions);
      }
    };
  }
}
