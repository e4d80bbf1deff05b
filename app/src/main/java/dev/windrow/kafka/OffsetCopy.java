package dev.windrow.kafka;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A committed offset as the offsets topic has it: key {@code {"topic":"events","partition":3}}, value
 * {@code {"offset":17,"leader_epoch":2,"metadata":"…"}}, without the epoch where there is none.
 */
record OffsetCopy(TopicPartition partition, OffsetAndMetadata committed) {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .build();

  private record Key(
      @JsonProperty(required = true) String topic,
      @JsonProperty(required = true) int partition) {}

  /** As in JSON: without an epoch, null stands for it. */
  private record Value(
      @JsonProperty(required = true) long offset,
      @JsonProperty("leader_epoch") @JsonInclude(JsonInclude.Include.NON_NULL) Integer leaderEpoch,
      @JsonProperty(required = true) String metadata) {}

  ProducerRecord<byte[], byte[]> to(String offsetsTopic) {
    try {
      return new ProducerRecord<>(offsetsTopic,
          JSON.writeValueAsBytes(new Key(partition.topic(), partition.partition())),
          JSON.writeValueAsBytes(new Value(committed.offset(), committed.leaderEpoch().orElse(null), committed.metadata())));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("expected an offset that can be written as JSON, found " + this, impossible);
    }
  }

  /** Empty for what is no copy of an offset. */
  static Optional<OffsetCopy> read(ConsumerRecord<byte[], byte[]> entry) {
    if (entry.key() == null || entry.value() == null) {
      return Optional.empty();
    }
    try {
      Key key = JSON.readValue(entry.key(), Key.class);
      Value value = JSON.readValue(entry.value(), Value.class);
      return key.topic() == null || key.partition() < 0 || value.offset() < 0
          ? Optional.empty()
          : Optional.of(new OffsetCopy(new TopicPartition(key.topic(), key.partition()),
              new OffsetAndMetadata(value.offset(), Optional.ofNullable(value.leaderEpoch()), value.metadata())));
    } catch (IOException foreign) {
      return Optional.empty();
    }
  }
}
