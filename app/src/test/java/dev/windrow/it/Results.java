package dev.windrow.it;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.config.Aggregation;
import dev.windrow.value.Group;
import dev.windrow.window.WindowResult;
import dev.windrow.window.WindowResult.Field;
import dev.windrow.window.WindowResult.Status;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Results as the service would write them, and what of them should be in a table, each field as text. */
final class Results implements AutoCloseable {

  private static final ObjectMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private final Aggregation aggregation;
  private final KafkaProducer<byte[], byte[]> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  Results(Settings settings) {
    this(settings, 0);
  }

  Results(Settings settings, int aggregation) {
    this.aggregation = settings.config().aggregations().get(aggregation);
    this.producer = new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", settings.config().kafka().get("bootstrap.servers"), "linger.ms", 20), new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Of the default measures, which follow from {@code number}. */
  void send(long start, Object group, long revision, BigDecimal number) {
    List<Object> values = new ArrayList<>();
    values.add(group);
    WindowResult result = new WindowResult(aggregation.name(), aggregation.output(), start, start + aggregation.window().sizeMs(),
        aggregation.groupBy().stream().map(Object::toString).toList(), Group.of(values),
        List.of(new Field("count", revision + 7), new Field("sum_value", number), new Field("avg_value", number.negate()), new Field("min_value", null),
            new Field("max_value", new BigDecimal("0.1"))),
        revision == 1 ? Status.FINAL : Status.REVISED, revision);
    send(result.json().key(), result.valueJson());
  }

  /** So many results of windows with ten groups each, from window {@code first} on; a tenth of them is revised. */
  void sendMany(int first, int count) {
    for (int i = first; i < first + count; i++) {
      BigDecimal number = new BigDecimal(i * 7_919L).movePointLeft(i % 12);
      send(i / 10 * aggregation.window().sizeMs(), "group-" + i % 10, 1, number);
      if (i % 10 == 3) {
        send(i / 10 * aggregation.window().sizeMs(), "group-" + i % 10, 2, number.add(BigDecimal.ONE));
      }
    }
    flush();
  }

  void sendRaw(String key, String value) {
    send(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8));
  }

  /** Fails when the topic has not all of it: what is expected of a loader would be less than a test means. */
  @Override
  public void close() {
    try (producer) {
      flush();
    }
  }

  private void send(byte[] key, byte[] value) {
    producer.send(new ProducerRecord<>(aggregation.output(), key, value), (sent, failed) -> {
      if (failed != null) {
        failure.compareAndSet(null, failed);
      }
    });
  }

  private void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("expected Kafka to take all results", failure.get());
    }
  }

  /** The fields of the last record of each key of an aggregation, by key. */
  static Map<String, Map<String, String>> expected(Scenario scenario, Settings settings, Aggregation aggregation) throws IOException {
    Map<String, Map<String, String>> expected = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : scenario.records(settings, aggregation.output())) {
      JsonNode result = JSON.readTree(record.value());
      if (result.get("aggregation").textValue().equals(aggregation.name())) {
        Map<String, String> row = new TreeMap<>();
        result.properties().forEach(field -> row.put(field.getKey(), text(field.getKey(), field.getValue())));
        row.remove("aggregation");
        List<Object> group = aggregation.groupBy().stream().map(field -> plain(result.get(field.toString()))).toList();
        row.put("group_key", Group.of(new ArrayList<>(group)).toString());
        expected.put(row.get("window_start") + row.get("group_key"), row);
      }
    }
    return expected;
  }

  /** The same of a table. */
  static Map<String, Map<String, String>> rows(Postgres postgres, String table) throws SQLException {
    try (Connection connection = postgres.connect(); Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
      Map<String, Map<String, String>> found = new TreeMap<>();
      while (rows.next()) {
        Map<String, String> row = row(rows);
        found.put(row.get("window_start") + row.get("group_key"), row);
      }
      return found;
    }
  }

  private static Map<String, String> row(ResultSet rows) throws SQLException {
    ResultSetMetaData columns = rows.getMetaData();
    Map<String, String> row = new TreeMap<>();
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      String text = rows.getString(i);
      switch (columns.getColumnTypeName(i)) {
        case "timestamptz" -> row.put(columns.getColumnName(i), rows.getObject(i, OffsetDateTime.class).toInstant().toString());
        case "numeric" -> row.put(columns.getColumnName(i), text == null ? "null" : digits(new BigDecimal(text)));
        default -> row.put(columns.getColumnName(i), String.valueOf(text));
      }
    }
    return row;
  }

  private static String text(String field, JsonNode value) {
    return value.isNull() ? "null" : value.isNumber() && !field.equals("event_type") ? digits(value.decimalValue()) : value.asText();
  }

  private static Object plain(JsonNode value) {
    return value.isNull() ? null : value.isTextual() ? value.textValue() : value.isBoolean() ? (Object) value.booleanValue() : value.decimalValue();
  }

  /** All of them, and where the point is. */
  private static String digits(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
  }
}
