package dev.windrow.kafka;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Hands on the keys and values of the input topics as they lie in the fetched response, where the decoder reads them: an array of
 * each would be made for nothing. Those of other topics become arrays as usual.
 *
 * <p>A consumer has one type of keys and values for all its topics, and Kafka Streams wants arrays. So this says that it makes arrays, which holds for what
 * Kafka Streams gets to see; the records of input topics are seen through {@link #buffers} only.
 */
final class FetchedBytes implements Deserializer<Object> {

  private final Set<String> inputTopics;

  private FetchedBytes(Set<String> inputTopics) {
    this.inputTopics = Set.copyOf(inputTopics);
  }

  @SuppressWarnings("unchecked")
  static Deserializer<byte[]> of(Set<String> inputTopics) {
    return (Deserializer<byte[]>) (Deserializer<?>) new FetchedBytes(inputTopics);
  }

  /** The records of an input topic as they are. */
  @SuppressWarnings("unchecked")
  static List<ConsumerRecord<ByteBuffer, ByteBuffer>> buffers(List<ConsumerRecord<byte[], byte[]>> ofInputTopic) {
    return (List<ConsumerRecord<ByteBuffer, ByteBuffer>>) (List<?>) ofInputTopic;
  }

  @Override
  public Object deserialize(String topic, Headers headers, ByteBuffer data) {
    return inputTopics.contains(topic) ? data : Deserializer.super.deserialize(topic, headers, data);
  }

  @Override
  public Object deserialize(String topic, byte[] data) {
    return inputTopics.contains(topic) && data != null ? ByteBuffer.wrap(data) : data;
  }
}
