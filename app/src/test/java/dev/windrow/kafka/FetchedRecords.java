package dev.windrow.kafka;

import dev.windrow.kafka.slice.Sliced;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Records as {@link FetchedBytes} leaves them: buffers that are part of something larger. */
final class FetchedRecords {

  private FetchedRecords() {
  }

  static List<ConsumerRecord<ByteBuffer, Object>> of(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(FetchedRecords::of).toList();
  }

  /** The first one, and instead of the others slices. */
  static List<ConsumerRecord<ByteBuffer, Object>> sliced(List<ConsumerRecord<byte[], byte[]>> records) {
    List<ConsumerRecord<ByteBuffer, Object>> fetched = new ArrayList<>(of(records.subList(0, 1)));
    if (records.size() > 1) {
      Sliced.of(records.subList(1, records.size())).forEach(slice -> fetched.add(record(records.get(0), null, slice, new RecordHeaders(new Header[] {slice}))));
    }
    return fetched;
  }

  /** What was fetched, as the client hands it over: said to have arrays. */
  @SuppressWarnings("unchecked")
  static List<ConsumerRecord<byte[], byte[]>> saidToBeArrays(List<ConsumerRecord<ByteBuffer, Object>> fetched) {
    return (List<ConsumerRecord<byte[], byte[]>>) (List<?>) fetched;
  }

  private static ConsumerRecord<ByteBuffer, Object> of(ConsumerRecord<byte[], byte[]> record) {
    return record(record, slice(record.key()), slice(record.value()), record.headers());
  }

  private static ConsumerRecord<ByteBuffer, Object> record(ConsumerRecord<byte[], byte[]> like, ByteBuffer key, Object value, Headers headers) {
    return new ConsumerRecord<>(like.topic(), like.partition(), like.offset(), like.timestamp(), like.timestampType(), like.serializedKeySize(),
        like.serializedValueSize(), key, value, headers, like.leaderEpoch());
  }

  private static ByteBuffer slice(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.allocate(bytes.length + 2).put(1, bytes).slice(1, bytes.length);
  }
}
