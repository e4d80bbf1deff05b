package dev.windrow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProducerSettingsTest {

  private static final String BROKER = "localhost:9092";

  @ParameterizedTest
  @CsvSource({
      "MAX, 1, 262144, 16777216",
      "MAX, 16, 262144, 16777216",
      "MAX, 64, 65536, 16777216",
      "REAL, 4, 65536, 16777216",
      "REAL, 64, 65536, 16777216",
      "MAX, 1000, 8192, 32768000",
      "REAL, 100000, 8192, 3276800000"})
  void bufferHasRoomForFourBatchesOfEachPartition(Pace pace, int partitions, int batch, long buffer) {
    ProducerConfig config = config(Map.of(), pace, partitions);

    assertThat(config.getInt("batch.size")).isEqualTo(batch);
    assertThat(config.getLong("buffer.memory")).isEqualTo(buffer).isGreaterThanOrEqualTo(4L * batch * partitions);
  }

  @Test
  void usersSettingsGoFirstButForWhatTheOrderDependsOn() {
    ProducerConfig config = config(Map.of(
        "batch.size", "1000", "buffer.memory", "5000000", "linger.ms", "7", "acks", "0", "enable.idempotence", "false", "transactional.id", "mine",
        "key.serializer", "no.such.Class"), Pace.MAX, 4);

    assertThat(config.getInt("batch.size")).isEqualTo(1000);
    assertThat(config.getLong("buffer.memory")).isEqualTo(5_000_000);
    assertThat(config.getLong("linger.ms")).isEqualTo(7);
    assertThat(config.getString("acks")).isEqualTo("-1");
    assertThat(config.getBoolean("enable.idempotence")).isTrue();
    assertThat(config.getString("transactional.id")).isNull();
    assertThat(config.getClass("key.serializer")).isEqualTo(ByteArraySerializer.class);
  }

  private static ProducerConfig config(Map<String, String> properties, Pace pace, int partitions) {
    Map<String, String> all = new HashMap<>(properties);
    all.put("bootstrap.servers", BROKER);
    return new ProducerConfig(ProducerSettings.of(new Target.Kafka(all), pace, partitions));
  }
}
