package dev.windrow.sink.postgresql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a record is for the tables of a sink.
 *
 * @param rows none when it is not meant for any of them
 * @param refusal why it is a dead letter; it may have rows for another table
 */
record Decoded(ConsumerRecord<byte[], byte[]> source, List<Row> rows, Optional<Refusal> refusal) {

  Decoded {
    rows = List.copyOf(rows);
  }

  static Decoded nothing(ConsumerRecord<byte[], byte[]> source) {
    return new Decoded(source, List.of(), Optional.empty());
  }

  static Decoded row(ConsumerRecord<byte[], byte[]> source, Row row) {
    return row.hasZeroCharacter()
        ? refused(source, new Refusal(row.table(), "zero_character", "expected text without U+0000, which PostgreSQL cannot store"))
        : new Decoded(source, List.of(row), Optional.empty());
  }

  static Decoded refused(ConsumerRecord<byte[], byte[]> source, Refusal why) {
    return new Decoded(source, List.of(), Optional.of(why));
  }

  /** Both of the same record. */
  Decoded and(Decoded other) {
    List<Row> both = new ArrayList<>(rows);
    both.addAll(other.rows);
    return new Decoded(source, both, refusal.or(other::refusal));
  }
}
