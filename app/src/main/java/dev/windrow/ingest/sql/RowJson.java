package dev.windrow.ingest.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Rows as JSON objects: numbers with their digits, times in ISO-8601 and UTC (those without a zone are taken for UTC), binary values in Base64, JSON as what it is,
 * arrays as arrays, everything else as the text that the database writes. Nulls are left out.
 */
final class RowJson {

  private static final JsonMapper MAPPER = JsonMapper.builder()
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .build();

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final List<Column> columns;

  RowJson(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  byte[] of(ResultSet row) throws SQLException {
    ObjectNode json = NODES.objectNode();
    for (Column column : columns) {
      JsonNode value = value(row, column);
      if (value != null) {
        json.set(column.name(), value);
      }
    }
    try {
      return MAPPER.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new SQLException("expected a row that can be written as JSON", e);
    }
  }

  /** Null for null. */
  private static JsonNode value(ResultSet row, Column column) throws SQLException {
    int at = column.index();
    return switch (column.type()) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL -> number(row.getString(at));
      case Types.REAL, Types.FLOAT, Types.DOUBLE, Types.BIT, Types.BOOLEAN -> object(row.getObject(at), row, at);
      case Types.DATE -> text(row.getObject(at, LocalDate.class));
      case Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE -> time(row, column);
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> binary(row.getBytes(at));
      case Types.ARRAY -> array(row.getArray(at));
      default -> column.isJson() ? json(row.getString(at)) : text(row.getString(at));
    };
  }

  /** What no JSON number can be, like NaN, stays a text. */
  private static JsonNode number(String text) {
    if (text == null) {
      return null;
    }
    try {
      return NODES.numberNode(new BigDecimal(text));
    } catch (NumberFormatException noNumber) {
      return NODES.textNode(text);
    }
  }

  private static JsonNode time(ResultSet row, Column column) throws SQLException {
    if (column.isInstant()) {
      OffsetDateTime time = row.getObject(column.index(), OffsetDateTime.class);
      return time == null ? null : NODES.textNode(time.toInstant().toString());
    }
    LocalDateTime time = row.getObject(column.index(), LocalDateTime.class);
    return time == null ? null : NODES.textNode(time.toInstant(ZoneOffset.UTC).toString());
  }

  private static JsonNode object(Object value, ResultSet row, int at) throws SQLException {
    if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    return value instanceof Number ? number(value.toString()) : text(row.getString(at));
  }

  private static JsonNode binary(byte[] bytes) {
    return bytes == null ? null : NODES.binaryNode(bytes);
  }

  private static JsonNode json(String text) {
    if (text == null) {
      return null;
    }
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException malformed) {
      return NODES.textNode(text);
    }
  }

  private static JsonNode array(Array array) throws SQLException {
    return array == null ? null : items((Object[]) array.getArray());
  }

  private static ArrayNode items(Object[] items) {
    ArrayNode json = NODES.arrayNode();
    for (Object item : items) {
      if (item instanceof Object[] inner) {
        json.add(items(inner));
      } else if (item instanceof Boolean truth) {
        json.add(truth);
      } else {
        json.add(item == null ? NODES.nullNode() : item instanceof Number ? number(item.toString()) : NODES.textNode(item.toString()));
      }
    }
    return json;
  }

  private static JsonNode text(Object value) {
    return value == null ? null : NODES.textNode(value.toString());
  }
}
