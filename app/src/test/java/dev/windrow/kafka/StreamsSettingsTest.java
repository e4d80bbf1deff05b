package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigException;
import dev.windrow.config.ConfigLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

final class StreamsSettingsTest {

  @Test
  void whatTheUserWritesWithoutAPrefixWinsOverOursWithOne() throws Exception {
    StreamsConfig settings = new StreamsConfig(settings("kafka.session.timeout.ms=60000", "kafka.max.poll.records=7", "kafka.linger.ms=1"));

    Map<String, Object> consumer = settings.getMainConsumerConfigs("group", "client", 0);

    assertThat(consumer).containsEntry("session.timeout.ms", "60000").containsEntry("max.poll.records", "7");
    assertThat(settings.getProducerConfigs("client")).containsEntry("linger.ms", "1");
  }

  @Test
  void oursAreThereWhereTheUserWritesNothing() throws Exception {
    Map<String, Object> consumer = new StreamsConfig(settings()).getMainConsumerConfigs("group", "client", 0);

    assertThat(consumer).containsEntry("session.timeout.ms", 10_000).containsEntry("max.poll.records", 20_000);
  }

  private static Properties settings(String... sets) throws ConfigException {
    Config config = ConfigLoader.load(Optional.empty(), Map.of("HOME", "/home/somebody"), List.of(sets));
    return StreamsSettings.of(config, Path.of("state"));
  }
}
