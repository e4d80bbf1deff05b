package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.simulator.Pace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command verify finds each kind of difference: a judge that always says yes would be worth nothing. */
@Timeout(180)
final class VerifyIT {

  private static final String MAY_STILL_COME = "may still be coming";

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void everyKindOfDifferenceIsFound() throws Exception {
    Settings settings = scenario.settings();
    Path truth = scenario.preload(scenario.events(settings, Pace.MAX, 500, 5_000));
    Instance instance = scenario.start(settings);
    assertThat(scenario.compare(settings, truth).isRight()).isTrue();
    instance.close();
    ConsumerRecord<byte[], byte[]> result = scenario.records(settings, settings.output()).get(0);
    String original = new String(result.value(), StandardCharsets.UTF_8);

    assertVerdict(settings, truth, 0, "RIGHT: ", List.of());

    put(settings, result, null);
    assertVerdict(settings, truth, 1, "DIFFERENT: ", List.of("missing: ", MAY_STILL_COME, "1 missing, 0 extra, 0 wrong; 0 differences in the ledger"));

    put(settings, result, original.replace("\"count\":", "\"count\":1"));
    assertVerdict(settings, truth, 1, "DIFFERENT: ", List.of("wrong: ", "0 missing, 0 extra, 1 wrong; 0 differences in the ledger"));

    put(settings, result, original);
    assertVerdict(settings, truth, 0, "RIGHT: ", List.of());

    Settings empty = settings.with("aggregations[0].output", settings.output() + "-empty");
    scenario.createTopic(empty.output(), 4);
    assertVerdict(empty, truth, 1, "DIFFERENT: 0 results as expected", List.of("missing: ", MAY_STILL_COME, "0 extra, 0 wrong; 0 differences in the ledger"));

    Settings absent = settings.with("aggregations[0].output", settings.output() + "-absent");
    assertVerdict(absent, truth, 1, "DIFFERENT: 0 results as expected", List.of("topic " + absent.output() + " does not exist", MAY_STILL_COME));

    List<String> withoutResults = Files.readAllLines(truth).stream().filter(line -> line.contains("\"kind\":")).toList();
    Path nothing = Files.write(scenario.dir().resolve("nothing.ndjson"), withoutResults);
    assertVerdict(settings, nothing, 1, "NOTHING COMPARED", List.of());

    Path noTruth = Files.writeString(scenario.dir().resolve("no-truth.ndjson"), original + "\n");
    assertVerdict(settings, noTruth, 1, "", List.of("is not a truth file"));
  }

  private void assertVerdict(Settings settings, Path truth, int exitCode, String verdict, List<String> said) throws Exception {
    Jvm verify = scenario.command("verify", settings, "--truth", truth.toString());
    int found = verify.exitCode(Duration.ofSeconds(60));
    String all = verify.out() + verify.err();
    String last = verify.out().lines().reduce("", (before, line) -> line);
    scenario.say("exit code %d: %s", found, last);
    assertThat(found).as(all).isEqualTo(exitCode);
    assertThat(last).as(all).startsWith(verdict);
    said.forEach(text -> assertThat(all).contains(text));
    assertThat(all.contains(MAY_STILL_COME)).as(all).isEqualTo(said.contains(MAY_STILL_COME));
  }

  /** To the same partition, so that it comes after what is there. */
  private void put(Settings settings, ConsumerRecord<byte[], byte[]> result, String value) throws Exception {
    Map<String, Object> kafka = Map.of("bootstrap.servers", settings.config().kafka().get("bootstrap.servers"));
    try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] bytes = value == null ? null : value.getBytes(StandardCharsets.UTF_8);
      producer.send(new ProducerRecord<>(result.topic(), result.partition(), result.key(), bytes)).get();
    }
  }
}
