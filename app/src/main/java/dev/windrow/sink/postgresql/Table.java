package dev.windrow.sink.postgresql;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A table that is loaded, as it is expected to be.
 *
 * @param columns those of the key first
 * @param keyColumns how many make the primary key
 * @param rising a column whose value in a row never falls; empty when the last row written is the truth
 */
record Table(String schema, String name, List<Column> columns, int keyColumns, Optional<Column> rising) {

  Table {
    columns = List.copyOf(columns);
  }

  String sqlName() {
    return Column.quoted(schema) + "." + Column.quoted(name);
  }

  List<Column> key() {
    return columns.subList(0, keyColumns);
  }

  String create() {
    return "CREATE TABLE " + sqlName() + " (" + columns.stream().map(Column::definition).collect(Collectors.joining(", "))
        + ", PRIMARY KEY (" + names(key()) + "))";
  }

  /** One row; the driver makes one statement of many. */
  String upsert() {
    String values = columns.stream().map(column -> column.type().placeholder()).collect(Collectors.joining(", "));
    String changes = columns.stream().skip(keyColumns).map(column -> column.sqlName() + " = excluded." + column.sqlName()).collect(Collectors.joining(", "));
    return "INSERT INTO " + sqlName() + " AS kept (" + names(columns) + ") VALUES (" + values + ") ON CONFLICT (" + names(key()) + ") DO UPDATE SET " + changes
        + rising.map(column -> " WHERE kept." + column.sqlName() + " <= excluded." + column.sqlName()).orElse("");
  }

  static String names(List<Column> columns) {
    return columns.stream().map(Column::sqlName).collect(Collectors.joining(", "));
  }
}
