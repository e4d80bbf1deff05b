package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.EventSchema;
import dev.windrow.event.Frame;
import dev.windrow.kafka.FrameHeader;
import dev.windrow.kafka.RawHeaders;
import dev.windrow.ops.Distribution;
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
  private final Distribution decodeTime;

  BatchSerde(EventSchema schema, Distribution decodeTime) {
    decoders = ThreadLocal.withInitial(() -> new EventDecoder(schema));
    this.decodeTime = decodeTime;
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
        long began = System.nanoTime();
        Frame frame = FrameHeader.frame(headers);
        EventBatch batch = frame == null ? decoders.get().decodePlain(data, null, RawHeaders.of(headers)) : decoders.get().decode(frame);
        if (batch.size() > 0) {
          decodeTime.recordSince(began);
        }
        return batch;
      }
    };
  }

  @Override
  public Serializer<EventBatch> serializer() {
    throw new UnsupportedOperationException("batches are only read");
  }
}
