package dev.windrow.kafka;

import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Hands on keys and values as they lie in the fetched response, where the decoder reads them: an array of each would be made for nothing.
 *
 * <p>Kafka Streams wants arrays. So this says that it makes arrays; the records of input topics are seen through {@link #buffers} only, and those of other
 * topics by {@link #arrays} before anybody looks. It does not tell topics apart by itself: which topic comes is a question that the compiler answers with the
 * one that came first, and when the first partial comes, all that it has made of the client's and the decoder's code would be thrown away.
 *
 * <p>Confined to the thread of its consumer.
 */
final class FetchedBytes implements Deserializer<Object> {

  private static final ByteArrayDeserializer ARRAYS = new ByteArrayDeserializer();

  private boolean headersSeen;

  @SuppressWarnings("unchecked")
  Deserializer<byte[]> asArrays() {
    return (Deserializer<byte[]>) (Deserializer<?>) this;
  }

  /** Records as they are. */
  @SuppressWarnings("unchecked")
  static List<ConsumerRecord<ByteBuffer, ByteBuffer>> buffers(List<ConsumerRecord<byte[], byte[]>> fetched) {
    return (List<ConsumerRecord<ByteBuffer, ByteBuffer>>) (List<?>) fetched;
  }

  /** The records with arrays of their own. */
  static List<ConsumerRecord<byte[], byte[]>> arrays(List<ConsumerRecord<byte[], byte[]>> fetched) {
    return buffers(fetched).stream().map(FetchedBytes::withArrays).toList();
  }

  private static ConsumerRecord<byte[], byte[]> withArrays(ConsumerRecord<ByteBuffer, ByteBuffer> record) {
    return new ConsumerRecord<>(
        record.topic(), record.partition(), record.offset(), record.timestamp(), record.timestampType(),
        record.serializedKeySize(), record.serializedValueSize(), array(record, record.key()), array(record, record.value()),
        record.headers(), record.leaderEpoch());
  }

  private static byte[] array(ConsumerRecord<?, ?> record, ByteBuffer buffer) {
    return ARRAYS.deserialize(record.topic(), record.headers(), buffer);
  }

  @Override
  public Object deserialize(String topic, Headers headers, ByteBuffer data) {
    headersSeen = headersSeen || headers.toArray().length > 0;
    return data;
  }

  @Override
  public Object deserialize(String topic, byte[] data) {
    return data == null ? null : ByteBuffer.wrap(data);
  }

  /**
   * Whether any record has had headers so far. When the client has just made them, they are at hand; later, looking for headers that most topics do not have takes
   * two more ways to memory for each record. A record without value may have gone by unseen.
   */
  boolean headersSeen() {
    return headersSeen;
  }
}
