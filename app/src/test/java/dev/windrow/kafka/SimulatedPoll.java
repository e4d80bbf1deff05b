package dev.windrow.kafka;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * What {@link BatchingConsumer} does around a poll, with the same {@link Framer} and {@link IdlePartitions}, for a
 * simulation that stands in for the broker.
 */
public final class SimulatedPoll {

  private final IdlePartitions idle;

  public SimulatedPoll(IdlePolicy policy, ClockMoves moves) {
    idle = new IdlePartitions(policy, moves);
  }

  /** What the consumer asks the broker, and the state of its own that it looks at. */
  public interface Broker {

    /** Where the consumer stands in the partition. */
    long position(TopicPartition partition);

    /** The partition's end, asked for now; empty when there was no answer. */
    OptionalLong end(TopicPartition partition);

    /** How many partitions it believes the topic to have. */
    int partitions(TopicPartition partition);
  }

  /** The frame of records that one poll brought of one partition. */
  public ConsumerRecord<byte[], byte[]> frame(List<ConsumerRecord<byte[], byte[]>> records, int partitions, long now, boolean caughtUp) {
    return Framer.frame(PolledRecords.of(FetchedRecords.sliced(records), true), partitions, now, caughtUp);
  }

  /** The idle frames that are due; none for partitions that are paused or have brought records. */
  public List<ConsumerRecord<byte[], byte[]>> idleFrames(
      Collection<TopicPartition> assigned, Set<TopicPartition> busy, Broker broker, long now) {
    if (!idle.isLookDue(now)) {
      return List.of();
    }
    idle.assigned(assigned, now);
    List<TopicPartition> quiet = assigned.stream().filter(partition -> !busy.contains(partition) && idle.isDue(partition, now)).toList();
    idle.asked(quiet, now);
    List<ConsumerRecord<byte[], byte[]>> frames = new ArrayList<>();
    for (TopicPartition partition : quiet) {
      long position = broker.position(partition);
      OptionalLong end = broker.end(partition);
      if (end.isPresent() && position >= end.getAsLong()) {
        long quietMs = idle.announced(partition, now);
        frames.add(Framer.idleFrame(partition, position, broker.partitions(partition), now, quietMs));
      }
    }
    return frames;
  }

  /**
   * Where reading of a partition goes on, of what the coordinator says and what the offsets topic says; null is nothing.
   *
   * @param stuck whether the coordinator waits for what must have been decided long ago
   */
  public static OffsetAndMetadata start(TopicPartition partition, OffsetAndMetadata answered, OffsetAndMetadata copy, boolean stuck) {
    return StartPositions.of(
        Collections.singletonMap(partition, answered), Collections.singletonMap(partition, copy), stuck ? Set.of(partition) : Set.of()).get(partition);
  }

  /** The partitions have changed hands. */
  public void rebalanced(Collection<TopicPartition> partitions) {
    idle.forget(partitions);
  }
}
