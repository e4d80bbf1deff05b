package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic is copied into another one: each record once and in its order, whoever dies. */
@Tag("beside-kafka")
@Timeout(240)
final class IngestTopicIT {

  private static final int KEYS = 50;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void allRecordsAreThereOnceAfterTheProcessWasKilled() throws Exception {
    Settings settings = fromTopic();
    write(settings, 0, 40_000);

    try (Jvm killed = scenario.command("ingest", settings)) {
      scenario.until("some of it is committed", () -> !scenario.records(settings, settings.topic()).isEmpty());
      write(settings, 40_000, 60_000);
      killed.kill();
    }
    int before = scenario.records(settings, settings.topic()).size();
    Jvm second = scenario.command("ingest", settings, "--once", "--format", "json");
    assertThat(second.exitCode(Duration.ofSeconds(60))).as(second.err()).isZero();

    scenario.say("%,d records before the kill, then: %s", before, second.out().strip());
    assertThat(before).isBetween(1, 100_000);
    assertThat(second.out()).contains("\"status\":\"done\"").contains("\"records\":" + (60_000 - before));
    assertThat(numbers(settings)).isEqualTo(expected(60_000));
  }

  @Test
  void theServiceReadsItsSourcesAndTheOneThatIsLeftGoesOn() throws Exception {
    Settings settings = fromTopic();
    Jvm first = scenario.run(settings);
    Jvm second = scenario.run(settings);
    write(settings, 0, 20_000);
    scenario.until("all is copied", () -> scenario.records(settings, settings.topic()).size() == 20_000);
    Jvm reading = first.err().contains("reading [copy] here") ? first : second;

    write(settings, 20_000, 40_000);
    reading.kill();
    scenario.until("the other one goes on", () -> scenario.records(settings, settings.topic()).size() == 40_000);

    assertThat(numbers(settings)).isEqualTo(expected(40_000));
    assertThat((reading == first ? second : first).err()).contains("reading [copy] here");
  }

  @Test
  void aSecondProcessTakesOverAndTheFirstEndsWithAWord() throws Exception {
    Settings settings = fromTopic();
    write(settings, 0, 1_000);
    Jvm first = scenario.command("ingest", settings);
    scenario.until("all is copied", () -> scenario.records(settings, settings.topic()).size() == 1_000);

    Jvm second = scenario.command("ingest", settings);
    scenario.until("the second one has begun", () -> owners(settings) == 2);
    write(settings, 1_000, 2_000);

    assertThat(first.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(first.err() + first.out()).contains("has begun to read it; one at a time can");
    scenario.until("the second one goes on", () -> scenario.records(settings, settings.topic()).size() == 2_000);
    second.signal("INT");
    assertThat(second.exitCode(Duration.ofSeconds(20))).isEqualTo(130);
    assertThat(second.out()).contains("stopped");
    assertThat(numbers(settings)).isEqualTo(expected(2_000));
  }

  @Test
  void aTopicThatIsNotThereIsNamedAndTheOthersAreRead() throws Exception {
    Settings both = fromTopic().with("sources[1].name", "lost").with("sources[1].from-topic.name", "no-such-topic");
    write(both, 0, 500);
    Jvm ingest = scenario.command("ingest", both, "--once");
    assertThat(ingest.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(ingest.out()).containsPattern("copy +500 .* done").contains("topic no-such-topic does not exist: create it, or name another one in from-topic");
    assertThat(numbers(both)).isEqualTo(expected(500));
  }

  /** How many processes have said that they read the source. */
  private long owners(Settings settings) {
    return scenario.records(settings, settings.config().applicationId() + "-positions").stream()
        .filter(record -> new String(record.key(), StandardCharsets.UTF_8).contains("\"part\":\"\"")).count();
  }

  private Settings fromTopic() throws Exception {
    Settings settings = scenario.settings();
    String raw = settings.topic() + "-raw";
    scenario.createTopic(raw, 3);
    return settings.with("sources[0].name", "copy").with("sources[0].from-topic.name", raw);
  }

  /** Numbered from {@code from} to {@code to}, spread over some keys. */
  private void write(Settings settings, int from, int to) {
    Map<String, Object> kafka = Map.of("bootstrap.servers", scenario.kafka().bootstrapServers());
    try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = from; i < to; i++) {
        byte[] value = ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(settings.topic() + "-raw", ("key-" + i % KEYS).getBytes(StandardCharsets.UTF_8), value));
      }
    }
  }

  /** The numbers by key, in the order of the topic's partitions. */
  private Map<String, List<Integer>> numbers(Settings settings) {
    Map<String, List<Integer>> numbers = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : scenario.records(settings, settings.topic())) {
      String value = new String(record.value(), StandardCharsets.UTF_8);
      numbers.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>())
          .add(Integer.parseInt(value.replaceAll("[^0-9]", "")));
    }
    return numbers;
  }

  private static Map<String, List<Integer>> expected(int count) {
    Map<String, List<Integer>> expected = new HashMap<>();
    for (int i = 0; i < count; i++) {
      expected.computeIfAbsent("key-" + i % KEYS, key -> new ArrayList<>()).add(i);
    }
    return expected;
  }
}
