package dev.windrow.sink.postgresql;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/**
 * A column of a table that is loaded.
 *
 * @param required whether it is NOT NULL
 */
record Column(String name, Type type, boolean required) {

  /** What a column holds. */
  enum Type {
    TEXT("text", "?", Types.VARCHAR),
    /** Text that is ordered by its bytes, as groups are. */
    ORDERED_TEXT("text", "?", Types.VARCHAR),
    /** Exact, of any size. */
    NUMBER("numeric", "?", Types.NUMERIC),
    WHOLE_NUMBER("bigint", "?", Types.BIGINT),
    /** Epoch milliseconds here. */
    TIME("timestamp with time zone", "?", Types.TIMESTAMP_WITH_TIMEZONE),
    JSON("jsonb", "?::jsonb", Types.VARCHAR);

    private final String sqlName;
    private final String placeholder;
    private final int jdbcType;

    Type(String sqlName, String placeholder, int jdbcType) {
      this.sqlName = sqlName;
      this.placeholder = placeholder;
      this.jdbcType = jdbcType;
    }

    /** As PostgreSQL's catalogue has it. */
    String sqlName() {
      return sqlName;
    }

    String placeholder() {
      return placeholder;
    }
  }

  static Column required(String name, Type type) {
    return new Column(name, type, true);
  }

  static Column optional(String name, Type type) {
    return new Column(name, type, false);
  }

  String sqlName() {
    return quoted(name);
  }

  String definition() {
    return sqlName() + " " + type.sqlName + (type == Type.ORDERED_TEXT ? " COLLATE \"C\"" : "") + (required ? " NOT NULL" : "");
  }

  /** Sets a parameter; a time is a Long. */
  void bind(PreparedStatement statement, int index, Object value) throws SQLException {
    if (value == null) {
      statement.setNull(index, type.jdbcType);
    } else if (type == Type.TIME) {
      statement.setObject(index, time((Long) value));
    } else if (value instanceof BigDecimal number) {
      // The driver need not know of negative scales.
      statement.setBigDecimal(index, number.scale() < 0 ? number.setScale(0) : number);
    } else if (value instanceof Long number) {
      statement.setLong(index, number);
    } else {
      statement.setString(index, (String) value);
    }
  }

  static OffsetDateTime time(long epochMs) {
    return Instant.ofEpochMilli(epochMs).atOffset(ZoneOffset.UTC);
  }

  /** A name as it is, whatever it has in it. */
  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}
