package dev.windrow.kafka;

import dev.windrow.event.Frame;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Makes one record of the records that were polled of one partition: a frame, with the <em>first</em> record's offset and leader epoch. When
 * a commit comes while the frame is still queued, Kafka Streams commits that offset, and with the last one the frame would be skipped after a
 * crash.
 *
 * <p>Every record is framed, one alone too. Nothing is copied: the records stay in the response that brought them, which lives as long as the frame.
 */
final class Framer {

  private static final byte[] NOTHING = {};

  private Framer() {
  }

  /**
   * The frame of {@code records}, which must not grow any more.
   *
   * @param caughtUp whether no more of the partition were there
   */
  static ConsumerRecord<byte[], byte[]> frame(PolledRecords records, int partitions, long wallMs, boolean caughtUp) {
    Frame frame = Frame.of(records, partitions, wallMs, caughtUp);
    return record(records.partition(), records.offset(0), records.timestamp(0), records.leaderEpoch(), frame);
  }

  /** A frame that says: read to the end, and quiet for {@code quietMs}. */
  static ConsumerRecord<byte[], byte[]> idleFrame(TopicPartition partition, long position, int partitions, long wallMs, long quietMs) {
    return record(partition, position, wallMs, Optional.empty(), Frame.idle(partitions, wallMs, quietMs));
  }

  private static ConsumerRecord<byte[], byte[]> record(
      TopicPartition partition, long offset, long timestamp, Optional<Integer> leaderEpoch, Frame frame) {
    RecordHeaders headers = new RecordHeaders(new Header[] {new FrameHeader(frame)});
    return new ConsumerRecord<>(
        partition.topic(), partition.partition(), offset, timestamp, TimestampType.CREATE_TIME, 0, 0, null, NOTHING, headers, leaderEpoch);
  }
}
