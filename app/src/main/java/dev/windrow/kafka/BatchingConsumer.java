package dev.windrow.kafka;

import dev.windrow.kafka.slice.SliceCounts;
import dev.windrow.kafka.slice.SlicedFetches;
import dev.windrow.ops.Distribution;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main consumer of a stream thread, which hands over the records of the input topics in frames: Kafka Streams
 * spends more on handing over a record than we spend on adding it up. Other topics pass untouched.
 *
 * <p>For a partition that is quiet and read to its end it adds an empty idle frame at the consumer's position. It queues
 * behind the data, commits like data and is fenced like data (rule S6).
 *
 * <p>Where a partition cannot be read on, it is read from its beginning, as {@code auto.offset.reset} earliest would have it, but
 * not silently: records that were deleted before they were read are named.
 *
 * <p>Where the group's coordinator has forgotten what was committed last, reading goes on where the offsets topic says ({@link OffsetsTopic}).
 *
 * <p>Confined to the stream thread that polls it.
 */
final class BatchingConsumer extends KafkaConsumer<byte[], byte[]> {

  private static final Logger log = LoggerFactory.getLogger(BatchingConsumer.class);

  /** How long a partition's end may take to be confirmed; no answer means that it is not idle. */
  private static final Duration END_OFFSETS_TIMEOUT = Duration.ofMillis(500);

  private static final Duration COMMITTED_TIMEOUT = Duration.ofMinutes(1);

  private static final Duration LOG_START_TIMEOUT = Duration.ofSeconds(5);

  private final Set<String> inputTopics;

  /** Asks for partitions' ends with what is not committed yet: an open transaction may still become events. */
  private final KafkaConsumer<byte[], byte[]> ends;

  private final IdlePartitions idle;

  /** Empty under at-least-once, where the coordinator is believed. */
  private final Optional<GroupOffsets> offsets;

  private final Runnable endFormerTransaction;
  private final ClientSigns signs;
  private final Distribution commitTime;
  private final Clock clock;
  private final PartitionCounts partitionCounts = new PartitionCounts(topic -> partitionsFor(topic, END_OFFSETS_TIMEOUT));
  private final Gathered gathered;

  /** Empty when the client hands over record by record. */
  private final Optional<SliceCounts> slices;

  private boolean subscribedBefore;

  /**
   * Reads nothing yet.
   *
   * @param endFormerTransaction ends what a killed process has left undecided under the name of the thread's producer
   */
  BatchingConsumer(Map<String, Object> config, ClientTopics topics, IdlePartitions idle, Runnable endFormerTransaction, ClientSigns signs,
      Distribution commitTime) {
    this(config, topics, idle, endFormerTransaction, signs, commitTime, new FetchedBytes());
  }

  private BatchingConsumer(Map<String, Object> config, ClientTopics topics, IdlePartitions idle, Runnable endFormerTransaction, ClientSigns signs,
      Distribution commitTime, FetchedBytes fetched) {
    super(ConsumerSettings.throwing(config), fetched.asArrays(), fetched.asArrays());
    this.slices = SlicedFetches.of(this);
    this.ends = groupless(config, "-ends", "read_uncommitted");
    this.offsets = topics.offsets().map(topic -> new GroupOffsets(
        topic, new OffsetCopies(topic, groupless(config, "-offsets", "read_committed"), ends, signs.clock()), super::committed, new CommittedNow(config)));
    this.inputTopics = topics.inputs();
    this.idle = idle;
    this.endFormerTransaction = endFormerTransaction;
    this.signs = signs;
    this.commitTime = commitTime;
    this.clock = signs.clock();
    this.gathered = new Gathered(topics.inputs(), ConsumerSettings.polledAtOnce(config), this::pollOrReset, fetched::headersSeen);
  }

  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    gathered.poll(timeout);
    long now = clock.millis();
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = gathered.records(partitionCounts::of, this::hasNoLag, now);
    Map<TopicPartition, OffsetAndMetadata> nextOffsets = gathered.nextOffsets();
    addIdleFrames(records, nextOffsets, now);
    gathered.clear();
    return records.isEmpty() && nextOffsets.isEmpty() ? ConsumerRecords.empty() : new ConsumerRecords<>(records, nextOffsets);
  }

  /** A commit under at-least-once; under exactly-once offsets go with the producer's transaction. */
  @Override
  public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
    long began = System.nanoTime();
    super.commitSync(offsets);
    commitTime.recordSince(began);
  }

  /** Kafka Streams asks here for the metadata, and for the offset when a task starts over. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
    return committed(partitions, COMMITTED_TIMEOUT);
  }

  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
    return offsets.isPresent() ? offsets.get().committed(partitions, timeout) : super.committed(partitions, timeout);
  }

  @Override
  public void close() {
    closeOthers();
    super.close();
  }

  @Override
  public void close(CloseOptions option) {
    closeOthers();
    super.close(option);
  }

  private void closeOthers() {
    offsets.ifPresent(GroupOffsets::close);
    ends.close(CloseOptions.timeout(Duration.ZERO));
  }

  /** Kafka Streams subscribes once, and anew after it has found out that others have taken over from this thread. */
  @Override
  public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
    noteRejoin();
    super.subscribe(topics, new ForgettingListener(listener, this::forget, this::goOn, () -> signs.rejoins(this)));
  }

  @Override
  public void subscribe(Pattern pattern, ConsumerRebalanceListener listener) {
    noteRejoin();
    super.subscribe(pattern, new ForgettingListener(listener, this::forget, this::goOn, () -> signs.rejoins(this)));
  }

  private void noteRejoin() {
    if (subscribedBefore) {
      signs.rejoins(this);
    }
    subscribedBefore = true;
  }

  private static KafkaConsumer<byte[], byte[]> groupless(Map<String, Object> config, String idSuffix, String isolation) {
    return new KafkaConsumer<>(
        ConsumerSettings.groupless(config, idSuffix, isolation), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private ConsumerRecords<byte[], byte[]> pollOrReset(Duration timeout) {
    try {
      ConsumerRecords<byte[], byte[]> polled = super.poll(timeout);
      slices.ifPresent(counts -> counts.add(polled));
      return polled;
    } catch (NoOffsetForPartitionException nothingCommittedYet) {
      seekToBeginning(nothingCommittedYet.partitions());
    } catch (LogTruncationException truncated) {
      seekToBeginning(truncated.partitions());
      truncated.divergentOffsets().forEach(this::seek);
      log.warn("the brokers have lost records that had been read already, from these offsets on: {}", truncated.divergentOffsets());
    } catch (OffsetOutOfRangeException gone) {
      gone.offsetOutOfRangePartitions().forEach((partition, offset) ->
          log.warn("{}", new LostPosition(partition, offset, logStart(partition)).message()));
      seekToBeginning(gone.partitions());
    }
    return ConsumerRecords.empty();
  }

  /**
   * A thread that gets no partitions ends its former transaction all the same: others may wait for it. Without an answer it is left to Kafka Streams where
   * reading goes on, and to rule S13 whether that is right.
   */
  private void goOn(Collection<TopicPartition> partitions) {
    offsets.ifPresent(known -> endFormerTransaction.run());
    try {
      offsets.filter(any -> !partitions.isEmpty()).ifPresent(known -> known.decide(partitions).forEach(this::seek));
    } catch (RetriableException noAnswer) {
      log.warn("whether the group's coordinator has forgotten offsets of {} could not be found out: {}", partitions, noAnswer.getMessage());
    }
  }

  private OptionalLong logStart(TopicPartition partition) {
    try {
      Long start = beginningOffsets(List.of(partition), LOG_START_TIMEOUT).get(partition);
      return start == null ? OptionalLong.empty() : OptionalLong.of(start);
    } catch (KafkaException noAnswer) {
      return OptionalLong.empty();
    }
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
      records.put(partition, List.of(Framer.idleFrame(partition, position, partitionCounts.of(partition), now, quietMs)));
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
   * Those of {@code quiet} whose end, asked of the broker now, is where we stand, with that position: behind it there is not
   * even an open transaction, which the consumer itself would take for the end. A failure is no
   * answer and must not escape: what this poll has brought of other partitions would be lost with it.
   */
  private Map<TopicPartition, Long> confirmedAtEnd(List<TopicPartition> quiet, long now) {
    if (quiet.isEmpty()) {
      return Map.of();
    }
    idle.asked(quiet, now);
    try {
      // A client warns of the ends of partitions that it has not been assigned.
      ends.assign(quiet);
      Map<TopicPartition, Long> found = ends.endOffsets(quiet, END_OFFSETS_TIMEOUT);
      return quiet.stream()
          .filter(partition -> found.containsKey(partition) && position(partition, END_OFFSETS_TIMEOUT) >= found.get(partition))
          .collect(Collectors.toMap(partition -> partition, partition -> position(partition, END_OFFSETS_TIMEOUT)));
    } catch (KafkaException noAnswer) {
      return Map.of();
    }
  }

  private boolean isInput(TopicPartition partition) {
    return inputTopics.contains(partition.topic());
  }

  /** What was known of a partition ends with its ownership: its next owner starts anew. */
  private void forget(Collection<TopicPartition> partitions) {
    gathered.forget(partitions);
    idle.forget(partitions);
    offsets.ifPresent(known -> known.forget(partitions));
  }
}
