package dev.windrow.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.kafka.PositionsTopic;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record of the positions topic: where reading of a part of a source goes on.
 *
 * <pre>{@code {"source":"folder","part":"a.json"} → {"position":"…"}}</pre>
 */
record PositionRecord(String source, String part, String position) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Empty when it is not one of ours. */
  static Optional<PositionRecord> read(ConsumerRecord<byte[], byte[]> record) {
    if (record.key() == null || record.value() == null) {
      return Optional.empty();
    }
    try {
      JsonNode key = JSON.readTree(record.key());
      JsonNode value = JSON.readTree(record.value());
      boolean complete = key.path("source").isTextual() && key.path("part").isTextual() && value.path("position").isTextual();
      return complete
          ? Optional.of(new PositionRecord(key.path("source").textValue(), key.path("part").textValue(), value.path("position").textValue()))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  ProducerRecord<byte[], byte[]> record(String topic) {
    ObjectNode key = JSON.createObjectNode().put("source", source).put("part", part);
    ObjectNode value = JSON.createObjectNode().put("position", position);
    return new ProducerRecord<>(topic, PositionsTopic.partition(source), bytes(key), bytes(value));
  }

  private static byte[] bytes(ObjectNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("expected a tree that can be written, found " + e.getOriginalMessage(), e);
    }
  }
}
