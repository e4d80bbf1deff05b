package dev.windrow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Source;
import dev.windrow.config.TopicExtract;
import dev.windrow.event.FieldPath;
import dev.windrow.ingest.Encoder.Encoded;
import dev.windrow.ingest.Stage.Outcome;
import dev.windrow.ingest.Stage.Outcome.Passed;
import dev.windrow.ingest.Stage.Outcome.Refused;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class EncoderTest {

  private static final Stage DOUBLED = records -> records.stream().<Outcome>map(json -> new Passed(json.put("x", json.get("x").asInt() * 2))).toList();
  private static final Stage NO_FOUR = records -> records.stream()
      .<Outcome>map(json -> json.get("x").asInt() == 4 ? new Refused("four", "expected another number, found 4") : new Passed(json)).toList();

  @Test
  void withoutStagesAndKeyARecordStaysTheBytesThatItIs() throws Exception {
    String odd = "{ \"x\" : 1.50, \"x\": 2 }";
    Encoded encoded = encoder(Optional.empty()).encode(chunk(odd));
    assertThat(values(encoded)).containsExactly("events: " + odd);
    assertThat(encoded.rejected()).isZero();
  }

  @Test
  void recordsGoThroughTheStagesInTheirOrder() throws Exception {
    Encoded encoded = encoder(Optional.empty(), DOUBLED, NO_FOUR, DOUBLED).encode(chunk("{\"x\":1}", "{\"x\":2}", "{\"x\":3}"));
    assertThat(values(encoded)).containsExactly("events: {\"x\":4}", "dead: {\"x\":2}", "events: {\"x\":12}");
    assertThat(encoded.rejected()).isEqualTo(1);
    ProducerRecord<byte[], byte[]> dead = encoded.records().get(1);
    assertThat(new String(dead.headers().lastHeader("windrow-detail").value(), StandardCharsets.UTF_8)).isEqualTo("expected another number, found 4");
  }

  @Test
  void whatIsNoObjectIsADeadLetterOnceItHasToBeRead() throws Exception {
    assertThat(values(encoder(Optional.empty(), DOUBLED).encode(chunk("[1]", "{\"x\":", "{\"x\":1} {}", ""))))
        .containsExactly("dead: [1]", "dead: {\"x\":", "dead: {\"x\":1} {}", "dead: ");
  }

  @Test
  void numbersKeepTheirDigits() throws Exception {
    Stage nothing = records -> records.stream().<Outcome>map(Passed::new).toList();
    String json = "{\"a\":0.10,\"b\":123456789012345678901234567890.123456789,\"c\":9007199254740993}";
    assertThat(values(encoder(Optional.empty(), nothing).encode(chunk(json)))).containsExactly("events: " + json);
  }

  @Test
  void theKeyIsWhatTheFieldHas() throws Exception {
    Encoder encoder = encoder(Optional.of(FieldPath.parse("user.id")));
    Encoded encoded = encoder.encode(chunk("{\"user\":{\"id\":\"ann\"}}", "{\"user\":{\"id\":7}}", "{\"user\":5}", "{\"user\":{\"id\":null}}"));
    assertThat(encoded.records().stream().map(record -> record.key() == null ? "none" : new String(record.key(), StandardCharsets.UTF_8)))
        .containsExactly("ann", "7", "none", "none");
  }

  @Test
  void aRecordKeepsTheKeyAndTheTimeThatItHas() throws Exception {
    RawRecord raw = new RawRecord("id", "place", "{}".getBytes(StandardCharsets.UTF_8), Optional.of(new byte[] {1}), OptionalLong.of(77));
    ProducerRecord<byte[], byte[]> record = encoder(Optional.empty()).encode(new Chunk("p", List.of(raw), List.of(), "")).records().get(0);
    assertThat(record.key()).containsExactly(1);
    assertThat(record.timestamp()).isEqualTo(77);
    assertThat(new String(record.headers().lastHeader("windrow-id").value(), StandardCharsets.UTF_8)).isEqualTo("id");
  }

  @Test
  void whatIsTooLargeIsADeadLetterWithItsBeginning() throws Exception {
    String large = "{\"x\":\"" + "y".repeat(100) + "\"}";
    ProducerRecord<byte[], byte[]> record = encoder(Optional.empty()).encode(chunk(large)).records().get(0);
    assertThat(record.topic()).isEqualTo("dead");
    assertThat(record.value()).hasSize(50);
    assertThat(new String(record.headers().lastHeader("windrow-detail").value(), StandardCharsets.UTF_8)).isEqualTo("expected at most 50 bytes, found 108");
  }

  private static Encoder encoder(Optional<FieldPath> key, Stage... stages) {
    Source source = new Source("s", new TopicExtract("raw"), "events", key, Optional.empty(), "dead", List.of(), Optional.empty());
    return new Encoder(source, new Stages(List.of(stages)), 50 + (stages.length > 0 ? 100 : 0));
  }

  private static Chunk chunk(String... documents) {
    List<RawRecord> records = List.of(documents).stream().map(json -> new RawRecord("i", "p", json.getBytes(StandardCharsets.UTF_8))).toList();
    return new Chunk("part", records, List.of(), "1");
  }

  private static List<String> values(Encoded encoded) {
    return encoded.records().stream().map(record -> record.topic() + ": " + new String(record.value(), StandardCharsets.UTF_8)).toList();
  }
}
