package dev.windrow.ingest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windrow.config.Source;
import dev.windrow.ingest.Stage.Outcome;
import dev.windrow.ingest.Stage.Outcome.Passed;
import dev.windrow.ingest.Stage.Outcome.Refused;
import dev.windrow.kafka.SideHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records for Kafka of what was read. Thread-safe. */
final class Encoder {

  private final Source source;
  private final Stages stages;
  private final Optional<KeyField> key;
  private final int mostBytes;

  /** @param mostBytes of a record; what is longer becomes a dead letter, with its beginning */
  Encoder(Source source, Stages stages, int mostBytes) {
    this.source = source;
    this.stages = stages;
    this.key = source.key().map(KeyField::new);
    this.mostBytes = mostBytes;
  }

  /** What becomes of a chunk: records for the source's topic and for its dead letters, in the order of reading. */
  record Encoded(List<ProducerRecord<byte[], byte[]>> records, int rejected) {}

  Encoded encode(Chunk chunk) throws InterruptedException {
    List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(chunk.records().size() + chunk.bad().size());
    boolean asTheyAre = stages.isEmpty() && key.isEmpty();
    List<Outcome> outcomes = asTheyAre ? List.of() : stages.pass(chunk.records());
    int rejected = chunk.bad().size();
    for (int i = 0; i < chunk.records().size(); i++) {
      RawRecord raw = chunk.records().get(i);
      ProducerRecord<byte[], byte[]> record = asTheyAre ? record(raw, raw.key(), raw.json()) : record(raw, outcomes.get(i));
      encoded.add(record);
      rejected += record.topic().equals(source.topic()) ? 0 : 1;
    }
    chunk.bad().forEach(bad -> encoded.add(deadLetter(bad)));
    return new Encoded(encoded, rejected);
  }

  private ProducerRecord<byte[], byte[]> record(RawRecord raw, Outcome outcome) {
    if (outcome instanceof Refused refused) {
      return deadLetter(new BadRecord(raw.place(), raw.json(), refused.reason(), refused.detail()));
    }
    ObjectNode json = ((Passed) outcome).json();
    return record(raw, key.map(field -> field.of(json)).orElse(raw.key()), Stages.bytes(json));
  }

  private ProducerRecord<byte[], byte[]> record(RawRecord raw, Optional<byte[]> keyBytes, byte[] value) {
    if (value.length > mostBytes) {
      return deadLetter(new BadRecord(raw.place(), value, "record_too_large", "expected at most " + mostBytes + " bytes, found " + value.length));
    }
    Long timestamp = raw.timestampMs().isPresent() ? raw.timestampMs().getAsLong() : null;
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(source.topic(), null, timestamp, keyBytes.orElse(null), value);
    record.headers().add(SideHeaders.ID, utf8(raw.id()));
    return record;
  }

  private ProducerRecord<byte[], byte[]> deadLetter(BadRecord bad) {
    byte[] value = bad.bytes().length > mostBytes ? Arrays.copyOf(bad.bytes(), mostBytes) : bad.bytes();
    ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(source.deadLetters(), null, value);
    record.headers()
        .add(SideHeaders.REASON, utf8(bad.reason()))
        .add(SideHeaders.DETAIL, utf8(bad.detail()))
        .add(SideHeaders.SOURCE, utf8(source.name()))
        .add(SideHeaders.PLACE, utf8(bad.place()));
    return record;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
