package dev.windrow.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The offsets topic is read by later versions, too: its records stay as they are here. */
class OffsetCopyTest {

  private static final String KEY = "{\"topic\":\"user-events\",\"partition\":3}";
  private static final String VALUE = "{\"offset\":17,\"leader_epoch\":2,\"metadata\":\"AgAAAA==\"}";

  @Test
  void copyIsWrittenAsJson() {
    ProducerRecord<byte[], byte[]> written = copy(Optional.of(2)).to("windrow-offsets");

    assertThat(written.topic()).isEqualTo("windrow-offsets");
    assertThat(new String(written.key(), UTF_8)).isEqualTo(KEY);
    assertThat(new String(written.value(), UTF_8)).isEqualTo(VALUE);
  }

  @Test
  void copyIsReadAsItWasWritten() {
    assertThat(read(KEY, VALUE)).contains(copy(Optional.of(2)));
  }

  @Test
  void epochMayBeMissing() {
    ProducerRecord<byte[], byte[]> written = copy(Optional.empty()).to("windrow-offsets");

    assertThat(new String(written.value(), UTF_8)).isEqualTo("{\"offset\":17,\"metadata\":\"AgAAAA==\"}");
    assertThat(read(new String(written.key(), UTF_8), new String(written.value(), UTF_8))).contains(copy(Optional.empty()));
  }

  @Test
  void whatALaterVersionAddsIsLeftAside() {
    assertThat(read(KEY, "{\"offset\":17,\"leader_epoch\":2,\"metadata\":\"AgAAAA==\",\"more\":1}")).contains(copy(Optional.of(2)));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', nullValues = "null", value = {
      "null|" + VALUE,
      KEY + "|null",
      "events-3|" + VALUE,
      KEY + "|17",
      KEY + "|{\"offset\":-1,\"metadata\":\"\"}",
      KEY + "|{\"offset\":17}",
      KEY + "|{\"metadata\":\"\"}",
      "{\"topic\":\"user-events\",\"partition\":-3}|" + VALUE,
      "{\"topic\":null,\"partition\":3}|" + VALUE,
  })
  void whatIsNoCopyIsNotRead(String key, String value) {
    assertThat(read(key, value)).isEmpty();
  }

  private static OffsetCopy copy(Optional<Integer> leaderEpoch) {
    return new OffsetCopy(new TopicPartition("user-events", 3), new OffsetAndMetadata(17, leaderEpoch, "AgAAAA=="));
  }

  private static Optional<OffsetCopy> read(String key, String value) {
    return OffsetCopy.read(new ConsumerRecord<>("windrow-offsets", 0, 0, bytes(key), bytes(value)));
  }

  private static byte[] bytes(String text) {
    return text == null ? null : text.getBytes(UTF_8);
  }
}
