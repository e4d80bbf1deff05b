package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.EventSchema;
import dev.windrow.event.Frame;
import dev.windrow.kafka.FrameHeader;
import dev.windrow.kafka.RawHeaders;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Decodes a frame into a batch, and a record that carries none into a batch of one. Kafka Streams shares one
 * deserializer among its threads, so each thread has a decoder of its own. Never throws on what an event contains.
 */
final class BatchSerde implements Serde<EventBatch> {

  private final ThreadLocal<EventDecoder> decoders;

  BatchSerde(EventSchema schema) {
    decoders = ThreadLocal.withInitial(() -> new EventDecoder(schema));
  }

  @Override
  public Deserializer<EventBatch> deserializer() {
    return new Deserializer<>() {
      @Override
      public EventBatch deserialize(String topic, byte[] data) {
        return decoders.get().decodePlain(data, null, List.of());
      }

      @Override
      public EventBatch deserialize(String topic, Headers headers, byte[] data) {
        Frame frame = FrameHeader.frame(headers);
        return frame == null ? decoders.get().decodePlain(data, null, RawHeaders.of(headers)) : decoders.get().decode(frame);
      }
    };
  }

  @Override
  public Serializer<EventBatch> serializer() {
    throw new UnsupportedOperationException("batches are only read");
  }
}
