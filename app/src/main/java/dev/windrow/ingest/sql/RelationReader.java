package dev.windrow.ingest.sql;

import dev.windrow.config.SqlExtract;
import dev.windrow.ingest.SourceException;
import dev.windrow.value.Printable;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what is to be read in a database. */
final class RelationReader {

  private final SqlExtract extract;
  private final DatabaseMetaData metadata;
  private final String quote;

  RelationReader(SqlExtract extract, Connection connection) throws SQLException {
    this.extract = extract;
    this.metadata = connection.getMetaData();
    this.quote = metadata.getIdentifierQuoteString();
  }

  private record Table(String schema, String name) {}

  Relation read() throws SQLException, SourceException {
    Optional<Table> table = extract.table().isPresent() ? Optional.of(table(extract.table().get())) : Optional.empty();
    String from = table.map(this::quoted).orElseGet(() -> "(" + extract.query().orElseThrow().strip().replaceFirst(";$", "") + ") windrow_rows");
    List<Column> columns = columns(from);
    Optional<Column> growing = key("growing", extract.growing(), columns);
    Optional<Column> key = key("split-by", extract.splitBy(), columns).or(() -> growing);
    boolean unique = table.isPresent() && key.isPresent() && isUnique(table.get(), key.get());
    return new Relation(from, quote, columns, key, unique, growing);
  }

  /** As it is written; where there is none, as the database writes names that are not quoted. */
  private Table table(String text) throws SQLException, SourceException {
    for (String name : List.of(text, folded(text))) {
      int dot = name.lastIndexOf('.');
      String schema = dot < 0 ? null : name.substring(0, dot);
      try (ResultSet found = metadata.getTables(null, escaped(schema), escaped(name.substring(dot + 1)), null)) {
        if (found.next()) {
          return new Table(dot < 0 ? "" : schema, found.getString("TABLE_NAME"));
        }
      }
    }
    throw new SourceException("sql.table: expected a table or a view that there is and that may be read, found none called " + Printable.quoted(text)
        + "; its schema may be needed, as in sales.orders");
  }

  private String folded(String text) throws SQLException {
    return metadata.storesUpperCaseIdentifiers() ? text.toUpperCase(Locale.ROOT) : metadata.storesLowerCaseIdentifiers() ? text.toLowerCase(Locale.ROOT) : text;
  }

  /** A pattern that only the name itself fits. */
  private String escaped(String name) throws SQLException {
    String escape = metadata.getSearchStringEscape();
    return name == null || escape == null || escape.isEmpty()
        ? name
        : name.replace(escape, escape + escape).replace("_", escape + "_").replace("%", escape + "%");
  }

  private String quoted(Table table) {
    String name = Relation.quoted(table.name(), quote);
    return table.schema().isEmpty() ? name : Relation.quoted(table.schema(), quote) + "." + name;
  }

  private List<Column> columns(String from) throws SQLException, SourceException {
    List<Column> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    try (Statement statement = metadata.getConnection().createStatement(); ResultSet none = statement.executeQuery("SELECT * FROM " + from + " WHERE 1 = 0")) {
      ResultSetMetaData found = none.getMetaData();
      for (int i = 1; i <= found.getColumnCount(); i++) {
        boolean nullable = found.isNullable(i) != ResultSetMetaData.columnNoNulls;
        columns.add(new Column(i, found.getColumnLabel(i), found.getColumnType(i), found.getColumnTypeName(i), nullable));
        if (!names.add(found.getColumnLabel(i))) {
          throw new SourceException("sql.query: expected a name of its own for each column, found two called " + Printable.quoted(found.getColumnLabel(i)));
        }
      }
    }
    return columns;
  }

  private static Optional<Column> key(String key, Optional<String> name, List<Column> columns) throws SourceException {
    if (name.isEmpty()) {
      return Optional.empty();
    }
    Column column = columns.stream().filter(candidate -> candidate.name().equals(name.get())).findFirst()
        .or(() -> columns.stream().filter(candidate -> candidate.name().equalsIgnoreCase(name.get())).findFirst())
        .orElseThrow(() -> new SourceException("sql." + key + ": expected one of the columns "
            + Printable.text(String.join(", ", columns.stream().map(Column::name).toList())) + ", found " + Printable.quoted(name.get())));
    if (KeyKind.of(column).isEmpty()) {
      throw new SourceException("sql." + key + ": expected a column of whole or decimal numbers, of dates or of timestamps, found " + Printable.quoted(column.name())
          + " of the type " + Printable.text(column.typeName()));
    }
    return Optional.of(column);
  }

  /** Whether it alone is the primary key. */
  private boolean isUnique(Table table, Column column) throws SQLException {
    Map<String, List<String>> keys = new HashMap<>();
    String schema = table.schema().isEmpty() ? null : table.schema();
    try (ResultSet primary = metadata.getPrimaryKeys(null, schema, table.name())) {
      while (primary.next()) {
        keys.computeIfAbsent("primary key of " + primary.getString("TABLE_SCHEM"), index -> new ArrayList<>()).add(primary.getString("COLUMN_NAME"));
      }
    }
    return !keys.isEmpty() && keys.values().stream().allMatch(List.of(column.name())::equals);
  }
}
