package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.config.ConfigLoader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamsSettingsTest {

  private static final Path STATE = Path.of("state", "0");

  @ParameterizedTest(name = "{0} stays {2}")
  @CsvSource({
      "group.protocol, streams, classic",
      "max.task.idle.ms, 5000, -1",
      "auto.offset.reset, latest, earliest",
      "consumer.auto.offset.reset, latest, earliest",
      "main.consumer.auto.offset.reset, latest, earliest",
      "isolation.level, read_uncommitted, read_committed",
      "consumer.isolation.level, read_uncommitted, read_committed",
      "main.consumer.isolation.level, read_uncommitted, read_committed",
  })
  void whatTheUserPassesDoesNotWinWhereCorrectnessNeedsOurs(String key, String passed, String stays) throws Exception {
    StreamsConfig settings = new StreamsConfig(settingsWith(key, passed));

    Map<String, Object> consumer = settings.getMainConsumerConfigs("group", "client", 1);
    String name = key.replaceAll("^(main\\.)?consumer\\.", "");
    Object effective = consumer.containsKey(name) && !name.equals("group.protocol") ? consumer.get(name) : settings.values().get(name);
    assertThat(String.valueOf(effective)).isEqualToIgnoringCase(stays);
  }

  @ParameterizedTest(name = "{0}={1}")
  @CsvSource({"num.stream.threads, 7", "producer.linger.ms, 77", "buffered.records.per.partition, 3", "client.rack, west", "replication.factor, 3"})
  void whatTheUserPassesWinsOverOurPreferences(String key, String value) throws Exception {
    assertThat(settingsWith(key, value).get(key)).hasToString(value);
  }

  @Test
  void whatTheUserWritesWithoutAPrefixWinsOverOursWithOne() throws Exception {
    StreamsConfig settings = new StreamsConfig(settings(
        "kafka.session.timeout.ms=60000", "kafka.max.poll.records=7", "kafka.linger.ms=1", "kafka.fetch.max.wait.ms=250", "kafka.retry.backoff.ms=99"));

    Map<String, Object> consumer = settings.getMainConsumerConfigs("group", "client", 0);

    assertThat(consumer).containsEntry("session.timeout.ms", "60000").containsEntry("max.poll.records", "7");
    assertThat(settings.getProducerConfigs("client")).containsEntry("linger.ms", "1");
    assertThat(settings.getRestoreConsumerConfigs("client")).containsEntry("fetch.max.wait.ms", "250");
    assertThat(settings.getAdminConfigs("client")).containsEntry("retry.backoff.ms", "99");
  }

  @ParameterizedTest(name = "guarantee={0}, latency={1}: {2} ms")
  @CsvSource({"exactly_once, 200ms, 100", "exactly_once, 30ms, 30", "at_least_once, 200ms, 5"})
  void recordsWaitForOthersOnlyWhereNobodySeesThemBeforeTheCommit(String guarantee, String latency, String lingerMs) throws Exception {
    StreamsConfig settings = new StreamsConfig(settings("guarantee=" + guarantee, "latency=" + latency));

    assertThat(settings.getProducerConfigs("client").get("linger.ms")).hasToString(lingerMs);
  }

  @Test
  void oursAreThereWhereTheUserWritesNothing() throws Exception {
    StreamsConfig settings = new StreamsConfig(settings());
    Map<String, Object> consumer = settings.getMainConsumerConfigs("group", "client", 0);

    assertThat(consumer).containsEntry("session.timeout.ms", 10_000).containsEntry("max.poll.interval.ms", 120_000)
        .containsEntry("max.poll.records", 128).containsEntry("max.partition.fetch.bytes", 4 << 20).containsEntry("fetch.max.bytes", 8 << 20)
        .containsEntry("receive.buffer.bytes", -1).doesNotContainKey("fetch.max.wait.ms");
    assertThat(settings.getRestoreConsumerConfigs("client")).containsEntry("fetch.max.wait.ms", 20);
    assertThat(settings.getAdminConfigs("client")).containsEntry("retry.backoff.ms", 50);
  }

  @Test
  void exactlyOnceIsTheDefaultAndAtLeastOnceAChoice() throws Exception {
    assertThat(settings().get("processing.guarantee")).isEqualTo("exactly_once_v2");
    assertThat(settings("guarantee=at_least_once").get("processing.guarantee")).isEqualTo("at_least_once");
  }

  @Test
  void latencyIsTheCommitInterval() throws Exception {
    assertThat(settings("latency=1s").get("commit.interval.ms")).isEqualTo(1_000L);
  }

  @Test
  void applicationAndStateFolderAreOurs() throws Exception {
    Properties settings = settings("application-id=mine");

    assertThat(settings.get("application.id")).isEqualTo("mine");
    assertThat(settings.get("state.dir")).isEqualTo(STATE.toString());
    assertThat(settings.get("bootstrap.servers")).isEqualTo("localhost:9092");
  }

  @Test
  void othersKnowWhereTheInstanceIsReached() throws Exception {
    Config config = Config.defaults();

    assertThat(StreamsSettings.of(config, STATE, "instance", Optional.of("10.0.0.7:8080")).get("application.server")).isEqualTo("10.0.0.7:8080");
    assertThat(settings()).doesNotContainKey("application.server");
  }

  @Test
  void settingsAreValidForKafkaStreams() throws Exception {
    StreamsConfig settings = new StreamsConfig(settings());

    assertThat(Stream.of(
        settings.getMainConsumerConfigs("group", "client", 1).get("isolation.level"),
        settings.getRestoreConsumerConfigs("client").get("isolation.level"))).containsOnly("read_committed");
    assertThat(settings.getProducerConfigs("client").get("enable.idempotence")).isIn(null, true, "true");
    assertThat(settings.getBoolean(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG)).isTrue();
  }

  /** Of a configuration that has not gone through the loader, which refuses some of these. */
  private static Properties settingsWith(String key, String value) {
    Config defaults = Config.defaults();
    Map<String, String> kafka = new HashMap<>(defaults.kafka());
    kafka.put(key, value);
    Config config = new Config(
        defaults.applicationId(), kafka, defaults.guarantee(), defaults.latency(), defaults.input(), defaults.state(), defaults.http(),
        defaults.aggregations(), defaults.sinks(), defaults.ingest(), defaults.secretPaths());
    return StreamsSettings.of(config, STATE, "instance", Optional.empty());
  }

  private static Properties settings(String... sets) throws Exception {
    Config config = ConfigLoader.load(Optional.empty(), Map.of("HOME", "/home/ann"), List.of(sets));
    return StreamsSettings.of(config, STATE, "instance", Optional.empty());
  }
}
