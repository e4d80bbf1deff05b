package dev.windrow.kafka;

import dev.windrow.event.FrameWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * Packs the records that one poll brought of one partition into frames, each a record with the <em>first</em> packed
 * record's offset and leader epoch: when a commit comes while the frame is still queued, Kafka Streams commits that
 * offset, and with the last one the frame would be skipped after a crash.
 *
 * <p>Every record is framed, one alone too, so the marker header never comes from a producer. Confined to one thread.
 */
final class Framer {

  static final int MAX_FRAME_BYTES = 8 << 20;

  private final int maxFrameBytes;
  private final FrameWriter writer = new FrameWriter();

  Framer(int maxFrameBytes) {
    this.maxFrameBytes = maxFrameBytes;
  }

  /** The frames of {@code records}, which are of one partition and in offset order. */
  List<ConsumerRecord<byte[], byte[]>> frames(List<ConsumerRecord<ByteBuffer, ByteBuffer>> records, int partitions, long wallMs) {
    List<ConsumerRecord<byte[], byte[]>> frames = new ArrayList<>(1);
    ConsumerRecord<ByteBuffer, ByteBuffer> first = null;
    for (ConsumerRecord<ByteBuffer, ByteBuffer> record : records) {
      Header[] headers = record.headers().toArray();
      if (first != null && writer.bytes() + size(record, headers) > maxFrameBytes) {
        frames.add(frame(first, writer.finish()));
        first = null;
      }
      if (first == null) {
        first = record;
        writer.begin(partitions, wallMs, record.offset());
      }
      write(record, headers);
    }
    if (first != null) {
      frames.add(frame(first, writer.finish()));
    }
    return frames;
  }

  /** An empty frame that says: read to the end, and quiet for {@code quietMs}. */
  ConsumerRecord<byte[], byte[]> idleFrame(TopicPartition partition, long position, int partitions, long wallMs, long quietMs) {
    return frame(partition.topic(), partition.partition(), position, wallMs, Optional.empty(), FrameWriter.idle(partitions, wallMs, quietMs));
  }

  private void write(ConsumerRecord<ByteBuffer, ByteBuffer> record, Header[] headers) {
    writer.fetchedRecord(record.offset(), record.timestamp(), record.key(), record.value(), headers.length);
    for (Header header : headers) {
      writer.header(header.key(), header.value());
    }
  }

  private static int size(ConsumerRecord<ByteBuffer, ByteBuffer> record, Header[] headers) {
    int size = 32;
    size += record.key() == null ? 0 : record.key().remaining();
    size += record.value() == null ? 0 : record.value().remaining();
    for (Header header : headers) {
      size += header.key().length() + (header.value() == null ? 0 : header.value().length) + 10;
    }
    return size;
  }

  private static ConsumerRecord<byte[], byte[]> frame(ConsumerRecord<ByteBuffer, ByteBuffer> first, byte[] frame) {
    return frame(first.topic(), first.partition(), first.offset(), first.timestamp(), first.leaderEpoch(), frame);
  }

  private static ConsumerRecord<byte[], byte[]> frame(
      String topic, int partition, long offset, long timestamp, Optional<Integer> leaderEpoch, byte[] frame) {
    RecordHeaders marker = new RecordHeaders(new Header[] {new RecordHeader(FrameMarker.KEY, FrameMarker.VALUE)});
    return new ConsumerRecord<>(
        topic, partition, offset, timestamp, TimestampType.CREATE_TIME, 0, frame.length, null, frame, marker, leaderEpoch);
  }
}
