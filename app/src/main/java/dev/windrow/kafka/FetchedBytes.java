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
 *
 * <p>Confined to the thread of its consumer.
 */
final class FetchedBytes implements Deserializer<Object> {

  private final Set<String> inputTopics;

  /** Records come in runs of one topic, whose name is the same object. */
  private String lastTopic;
  private boolean lastIsInput;
  private boolean headersSeen;

  private FetchedBytes(Set<String> inputTopics) {
    this.inputTopics = Set.copyOf(inputTopics);
  }

  static FetchedBytes of(Set<String> inputTopics) {
    return new FetchedBytes(inputTopics);
  }

  @SuppressWarnings("unchecked")
  Deserializer<byte[]> asArrays() {
    return (Deserializer<byte[]>) (Deserializer<?>) this;
  }

  /** The records of an input topic as they are. */
  @SuppressWarnings("unchecked")
  static List<ConsumerRecord<ByteBuffer, ByteBuffer>> buffers(List<ConsumerRecord<byte[], byte[]>> ofInputTopic) {
    return (List<ConsumerRecord<ByteBuffer, ByteBuffer>>) (List<?>) ofInputTopic;
  }

  @Override
  public Object deserialize(String topic, Headers headers, ByteBuffer data) {
    if (!isInput(topic)) {
      return Deserializer.super.deserialize(topic, headers, data);
    }
    headersSeen = headersSeen || headers.toArray().length > 0;
    return data;
  }

  @Override
  public Object deserialize(String topic, byte[] data) {
    return isInput(topic) && data != null ? ByteBuffer.wrap(data) : data;
  }

  /**
   * Whether any record of an input topic has had headers so far. When the client has just made them, they are at hand; later, looking for headers that most topics do not have takes
   * two more ways to memory for each record. A record without value may have gone by unseen.
   */
  boolean headersSeen() {
    return headersSeen;
  }

  private boolean isInput(String topic) {
    if (topic != lastTopic) {
      lastTopic = topic;
      lastIsInput = inputTopics.contains(topic);
    }
    return lastIsInput;
  }
}
