package dev.windrow.sink.postgresql;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.windrow.config.Aggregation;
import dev.windrow.config.Sink;
import dev.windrow.sink.postgresql.Column.Type;
import dev.windrow.value.Decimals;
import dev.windrow.value.Group;
import dev.windrow.value.Printable;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The table for the results of an aggregation: a row for each window and group, which is the last revision of it. Group values are text as people read them; the
 * whole group, in the canonical form that tells the string from the number and null from either, is part of the key.
 */
final class ResultTable {

  static final Column START = Column.required("window_start", Type.TIME);
  static final Column END = Column.required("window_end", Type.TIME);
  static final Column GROUP = Column.required(Sink.GROUP_COLUMN, Type.ORDERED_TEXT);
  static final Column STATUS = Column.required("status", Type.TEXT);
  static final Column REVISION = Column.required("revision", Type.WHOLE_NUMBER);

  private static final JsonFactory JSON = new JsonFactory();

  /** PostgreSQL's: more digits before or behind the point a number cannot have there. */
  private static final int MOST_DIGITS_BEFORE_POINT = 131_072;
  private static final int MOST_DIGITS_BEHIND_POINT = 16_383;

  private final Aggregation aggregation;
  private final List<Column> groups;
  private final List<Column> measures;
  private final List<String> fields;
  private final Table table;

  ResultTable(String schema, Aggregation aggregation) {
    this.aggregation = aggregation;
    this.groups = aggregation.groupNames().stream().map(name -> Column.optional(name, Type.TEXT)).toList();
    this.measures = aggregation.measureNames().stream()
        .map(name -> aggregation.isCount(name) ? Column.required(name, Type.WHOLE_NUMBER) : Column.optional(name, Type.NUMBER))
        .toList();
    List<Column> columns = new ArrayList<>(List.of(START, END, GROUP));
    columns.addAll(groups);
    columns.addAll(measures);
    columns.addAll(List.of(STATUS, REVISION));
    this.table = new Table(schema, Sink.table(aggregation.name()), columns, 3, Optional.of(REVISION));
    List<String> names = new ArrayList<>(List.of("aggregation"));
    columns.stream().filter(column -> !column.equals(GROUP)).forEach(column -> names.add(column.name()));
    this.fields = List.copyOf(names);
  }

  Table table() {
    return table;
  }

  List<Column> groups() {
    return groups;
  }

  List<Column> measures() {
    return measures;
  }

  Aggregation aggregation() {
    return aggregation;
  }

  /** A result of another aggregation is nothing. */
  Decoded decode(ConsumerRecord<byte[], byte[]> record) {
    try {
      Map<String, Object> result = read(record.value());
      if (!aggregation.name().equals(result.get("aggregation"))) {
        return result.get("aggregation") instanceof String ? Decoded.nothing(record) : refused(record, "not_a_result", "expected a result, found " + result.keySet());
      }
      return List.copyOf(result.keySet()).equals(fields)
          ? Decoded.row(record, row(result))
          : refused(record, "other_fields", "expected a result with the fields " + fields + ", found " + result.keySet());
    } catch (IOException e) {
      return refused(record, "not_a_result", "expected a result: an object of JSON with plain values");
    } catch (ClassCastException | DateTimeException | ArithmeticException | IllegalArgumentException e) {
      return refused(record, "not_a_result", "expected the values of a result: " + e.getMessage());
    }
  }

  private Decoded refused(ConsumerRecord<byte[], byte[]> record, String reason, String detail) {
    return Decoded.refused(record, new Refusal(table, reason, Printable.text(detail)));
  }

  private Row row(Map<String, Object> result) {
    List<Object> group = groups.stream().map(column -> result.get(column.name())).toList();
    List<Object> values = new ArrayList<>();
    values.add(time(result, START));
    values.add(time(result, END));
    values.add(Group.of(new ArrayList<>(group)).toString());
    group.forEach(value -> values.add(text(value)));
    measures.forEach(measure -> values.add(number(measure, result.get(measure.name()))));
    values.add(result.get(STATUS.name()));
    long revision = ResultTable.<BigDecimal>present(result, REVISION).longValueExact();
    values.add(revision);
    return new Row(table, values, revision);
  }

  private static Object time(Map<String, Object> result, Column column) {
    return Instant.parse(ResultTable.<String>present(result, column)).toEpochMilli();
  }

  @SuppressWarnings("unchecked")
  private static <T> T present(Map<String, Object> result, Column column) {
    Object value = result.get(column.name());
    if (value == null) {
      throw new IllegalArgumentException("expected " + column.name() + ", found null");
    }
    return (T) value;
  }

  private static String text(Object group) {
    return group == null ? null : group instanceof BigDecimal number ? Decimals.text(number) : group.toString();
  }

  private static Object number(Column measure, Object value) {
    BigDecimal number = (BigDecimal) value;
    return number != null && measure.type() == Type.WHOLE_NUMBER ? (Object) number.longValueExact() : number;
  }

  private static Map<String, Object> read(byte[] json) throws IOException {
    Map<String, Object> fields = new LinkedHashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      require(parser.nextToken() == JsonToken.START_OBJECT);
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        fields.put(name, value(parser));
      }
      require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
    }
    return fields;
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.nextToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> storable(parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> parser.getBooleanValue();
      case VALUE_NULL -> null;
      default -> throw new IOException("expected a plain value");
    };
  }

  /** Few characters can stand for more digits than there is memory. */
  private static BigDecimal storable(BigDecimal number) throws IOException {
    if ((long) number.precision() - number.scale() > MOST_DIGITS_BEFORE_POINT || number.scale() > MOST_DIGITS_BEHIND_POINT) {
      throw new IOException("expected a number that PostgreSQL has a place for");
    }
    return number;
  }

  private static void require(boolean isSo) throws IOException {
    if (!isSo) {
      throw new IOException("expected one object");
    }
  }
}
