package dev.windrow.kafka;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records as {@link FetchedBytes} leaves them: slices of something larger. */
final class FetchedRecords {

  private FetchedRecords() {
  }

  static List<ConsumerRecord<ByteBuffer, ByteBuffer>> of(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(FetchedRecords::of).toList();
  }

  /** The same, as the client hands them over: said to have arrays. */
  @SuppressWarnings("unchecked")
  static List<ConsumerRecord<byte[], byte[]>> saidToBeArrays(List<ConsumerRecord<byte[], byte[]>> records) {
    return (List<ConsumerRecord<byte[], byte[]>>) (List<?>) of(records);
  }

  private static ConsumerRecord<ByteBuffer, ByteBuffer> of(ConsumerRecord<byte[], byte[]> record) {
    return new ConsumerRecord<>(record.topic(), record.partition(), record.offset(), record.timestamp(), record.timestampType(), record.serializedKeySize(),
        record.serializedValueSize(), slice(record.key()), slice(record.value()), record.headers(), record.leaderEpoch());
  }

  private static ByteBuffer slice(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.allocate(bytes.length + 2).put(1, bytes).slice(1, bytes.length);
  }
}
