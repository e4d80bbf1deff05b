package dev.windrow.sink.postgresql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.windrow.config.Sink;
import dev.windrow.sink.postgresql.Column.Type;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The table for the records of a topic as they are: a row for each, with where it stands in Kafka as its key. */
final class EventTable {

  private static final JsonFactory JSON = new JsonFactory();

  private final Table table;

  EventTable(String schema, String topic) {
    this.table = new Table(schema, Sink.table(topic), List.of(
        Column.required("topic", Type.TEXT),
        Column.required("partition", Type.WHOLE_NUMBER),
        Column.required("offset", Type.WHOLE_NUMBER),
        Column.required("timestamp", Type.TIME),
        Column.optional("key", Type.TEXT),
        Column.optional("value", Type.JSON)), 3, Optional.empty());
  }

  Table table() {
    return table;
  }

  Decoded decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      String key = text(record.key());
      String value = text(record.value());
      if (value != null) {
        requireJson(value);
      }
      List<Object> values = Arrays.asList(record.topic(), (long) record.partition(), record.offset(), record.timestamp(), key, value);
      return Decoded.row(record, new Row(table, values, 0));
    } catch (CharacterCodingException e) {
      return Decoded.refused(record, new Refusal(table, "not_text", "expected key and value in UTF-8"));
    } catch (IOException e) {
      return Decoded.refused(record, new Refusal(table, "malformed_json", "expected JSON"));
    }
  }

  private static String text(byte[] utf8) throws CharacterCodingException {
    return utf8 == null ? null : StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }

  /** One that PostgreSQL refuses costs a transaction for each half of its batch, and half of that, and so on. */
  private static void requireJson(String value) throws IOException {
    try (JsonParser parser = JSON.createParser(value)) {
      if (parser.nextToken() == null) {
        throw new IOException("expected a value");
      }
      parser.skipChildren();
      if (parser.nextToken() != null) {
        throw new IOException("expected one value");
      }
    }
  }
}
