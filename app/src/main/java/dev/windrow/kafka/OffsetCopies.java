package dev.windrow.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the offsets topic, each time from where it had come. Confined to the stream thread whose partitions it is asked for. */
final class OffsetCopies implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(OffsetCopies.class);

  private static final Duration POLL = Duration.ofMillis(100);

  /** For transactions that are on their way; one whose producer is dead can stay undecided for much longer. */
  private static final long PATIENCE_MS = 2_000;

  private final String topic;
  private final long longPatienceMs;
  private final Consumer<byte[], byte[]> committed;

  /** Sees the end with what is not committed yet. */
  private final Consumer<byte[], byte[]> ends;

  private final Clock clock;
  private final Map<TopicPartition, OffsetAndMetadata> copies = new HashMap<>();
  private List<TopicPartition> partitions = List.of();

  /**
   * Reads nothing yet.
   *
   * @param committed a consumer that sees what is committed, and only that; is closed with this
   * @param ends a consumer that sees all; stays the caller's
   */
  OffsetCopies(OffsetsTopic topic, Consumer<byte[], byte[]> committed, Consumer<byte[], byte[]> ends, Clock clock) {
    this.topic = topic.topic();
    this.longPatienceMs = topic.undecidedAtMost().toMillis();
    this.committed = committed;
    this.ends = ends;
    this.clock = clock;
  }

  /**
   * What was committed last of each partition; waits for transactions that are undecided now. Throws Kafka's exception when Kafka refuses, or does not
   * answer in time.
   *
   * @param isNeeded whether what has been read shows that nothing may be missing; then it waits as long as it has to
   */
  Map<TopicPartition, OffsetAndMetadata> read(Predicate<Map<TopicPartition, OffsetAndMetadata>> isNeeded) {
    if (partitions.isEmpty()) {
      begin();
    }
    if (!partitions.isEmpty()) {
      readToEnd(isNeeded);
    }
    return copies;
  }

  @Override
  public void close() {
    committed.close(CloseOptions.timeout(Duration.ZERO));
  }

  private void begin() {
    partitions = committed.partitionsFor(topic).stream().map(found -> new TopicPartition(found.topic(), found.partition())).toList();
    committed.assign(partitions);
    committed.seekToBeginning(partitions);
  }

  private void readToEnd(Predicate<Map<TopicPartition, OffsetAndMetadata>> isNeeded) {
    // A client warns of the ends of partitions that it has not been assigned.
    ends.assign(partitions);
    Map<TopicPartition, Long> end = ends.endOffsets(partitions);
    long began = clock.millis();
    while (isBefore(end)) {
      long waitedMs = clock.millis() - began;
      if (waitedMs > longPatienceMs || waitedMs > PATIENCE_MS && !isNeeded.test(copies)) {
        log.info("topic {} is read without what some transaction has not decided for {} ms", topic, waitedMs);
        return;
      }
      committed.poll(POLL).forEach(this::note);
    }
  }

  private boolean isBefore(Map<TopicPartition, Long> end) {
    try {
      return partitions.stream().anyMatch(partition -> committed.position(partition, POLL) < end.get(partition));
    } catch (TimeoutException notKnownYet) {
      return true;
    }
  }

  private void note(ConsumerRecord<byte[], byte[]> entry) {
    OffsetCopy.read(entry).ifPresentOrElse(
        copy -> copies.put(copy.partition(), copy.committed()),
        () -> log.warn("topic {}, partition {}, offset {}: not written by this service, left aside", topic, entry.partition(), entry.offset()));
  }
}
