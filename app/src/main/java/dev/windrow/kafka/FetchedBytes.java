package dev.windrow.kafka;

import dev.windrow.kafka.slice.BatchSlice;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Hands on slices, and keys and values of records that come alone as they lie in the fetched response, where the decoder reads them: an array of each would be made for nothing.
 *
 * <p>Kafka Streams wants arrays. So this says that it makes arrays; the records of input topics are seen through {@link #asFetched} only, and those of other
 * topics by {@link #arrays} before anybody looks. It does not tell topics apart by itself: which topic comes is a question that the compiler answers with the
 * one that came first, and when the first partial comes, all that it has made of the client's and the decoder's code would be thrown away.
 *
 * <p>Confined to the thread of its consumer.
 */
final class FetchedBytes implements Deserializer<Object> {

  private boolean headersSeen;

  @SuppressWarnings("unchecked")
  Deserializer<byte[]> asArrays() {
    return (Deserializer<byte[]>) (Deserializer<?>) this;
  }

  /** Records as they are: of each value the buffer, or instead of some hundreds of records a {@link BatchSlice}. */
  @SuppressWarnings("unchecked")
  static List<ConsumerRecord<ByteBuffer, Object>> asFetched(List<ConsumerRecord<byte[], byte[]>> fetched) {
    return (List<ConsumerRecord<ByteBuffer, Object>>) (List<?>) fetched;
  }

  /** The records one by one, with arrays of their own. */
  static List<ConsumerRecord<byte[], byte[]>> arrays(List<ConsumerRecord<byte[], byte[]>> fetched) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (ConsumerRecord<ByteBuffer, Object> record : asFetched(fetched)) {
      if (record.value() instanceof BatchSlice slice) {
        addAll(record, slice, records);
      } else {
        records.add(record(
            record, record.offset(), record.timestamp(), Utils.toNullableArray(record.key()), Utils.toNullableArray((ByteBuffer) record.value()), record.headers()));
      }
    }
    return records;
  }

  private static void addAll(ConsumerRecord<?, ?> like, BatchSlice slice, List<ConsumerRecord<byte[], byte[]>> records) {
    BatchSlice.Cursor at = slice.cursor();
    while (at.next()) {
      records.add(record(like, at.offset(), at.timestamp(), at.key(), at.value(), new RecordHeaders(at.headers())));
    }
  }

  private static ConsumerRecord<byte[], byte[]> record(
      ConsumerRecord<?, ?> like, long offset, long timestamp, byte[] key, byte[] value, Headers headers) {
    return new ConsumerRecord<>(
        like.topic(), like.partition(), offset, timestamp, like.timestampType(), size(key), size(value), key, value, headers, like.leaderEpoch());
  }

  private static int size(byte[] array) {
    return array == null ? ConsumerRecord.NULL_SIZE : array.length;
  }

  @Override
  public Object deserialize(String topic, Headers headers, ByteBuffer data) {
    Header[] all = headers.toArray();
    if (all.length == 0) {
      return data;
    }
    if (all[0] instanceof BatchSlice slice) {
      return slice;
    }
    headersSeen = true;
    return data;
  }

  @Override
  public Object deserialize(String topic, byte[] data) {
    return data == null ? null : ByteBuffer.wrap(data);
  }

  /**
   * Whether any record that came alone has had headers so far. When the client has just made them, they are at hand; later, looking for headers that most topics do not have takes
   * two more ways to memory for each record. A record without value may have gone by unseen.
   */
  boolean headersSeen() {
    return headersSeen;
  }
}
