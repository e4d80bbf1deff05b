package dev.windrow.ingest.sql;

import java.sql.Types;
import java.util.Locale;

/**
 * A column of what is read.
 *
 * @param index from 1
 * @param type of {@link Types}
 * @param typeName as the database has it
 */
record Column(int index, String name, int type, String typeName, boolean nullable) {

  Column {
    typeName = typeName.toLowerCase(Locale.ROOT);
  }

  boolean isJson() {
    return typeName.equals("json") || typeName.equals("jsonb");
  }

  /** Times that say which moment they mean. */
  boolean isInstant() {
    return type == Types.TIMESTAMP_WITH_TIMEZONE || typeName.equals("timestamptz");
  }

  /** Whether every database can order by it. */
  boolean isOrdered() {
    return switch (type) {
      case Types.BIT, Types.BOOLEAN, Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.NUMERIC, Types.DECIMAL, Types.REAL, Types.FLOAT, Types.DOUBLE,
          Types.CHAR, Types.VARCHAR, Types.NCHAR, Types.NVARCHAR, Types.DATE, Types.TIME, Types.TIMESTAMP, Types.TIME_WITH_TIMEZONE,
          Types.TIMESTAMP_WITH_TIMEZONE, Types.BINARY, Types.VARBINARY -> !isJson();
      default -> false;
    };
  }
}
