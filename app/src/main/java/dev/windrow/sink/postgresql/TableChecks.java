package dev.windrow.sink.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates the tables that are missing, and compares those that are there, column by column. */
final class TableChecks {

  private static final int OLDEST_VERSION = 13;

  /** Two that create a table at the same time would fail, even with IF NOT EXISTS. */
  private static final String LOCK = "SELECT pg_advisory_xact_lock(5843672098234231)";

  private static final String COLUMNS = "SELECT attname, format_type(atttypid, atttypmod), attnotnull, atthasdef OR attidentity <> '' OR attgenerated <> ''"
      + " FROM pg_attribute WHERE attrelid = to_regclass(?) AND attnum > 0 AND NOT attisdropped ORDER BY attnum";

  private static final String KEY = "SELECT a.attname FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)"
      + " WHERE i.indrelid = to_regclass(?) AND i.indisprimary ORDER BY array_position(i.indkey::int2[], a.attnum)";

  private final Connection connection;

  TableChecks(Connection connection) {
    this.connection = connection;
  }

  /** @param type as the catalogue has it */
  private record Found(String type, boolean required, boolean filled) {}

  /** All that is wrong; what is missing has been created, and is there once it is committed. */
  List<String> prepare(List<Table> tables) throws SQLException {
    List<String> problems = new ArrayList<>(server());
    if (problems.isEmpty()) {
      execute(LOCK);
      for (Table table : tables) {
        problems.addAll(prepare(table));
      }
    }
    return problems;
  }

  private List<String> server() throws SQLException {
    List<String> problems = new ArrayList<>();
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_VERSION) {
      problems.add("expected PostgreSQL " + OLDEST_VERSION + " or newer, found " + connection.getMetaData().getDatabaseProductVersion());
    }
    String encoding = text("SHOW server_encoding");
    if (!encoding.equals("UTF8")) {
      problems.add("expected a database with the encoding UTF8, found " + encoding + ": not every text has a place in it");
    }
    return problems;
  }

  private List<String> prepare(Table table) throws SQLException {
    Map<String, Found> found = columns(table);
    if (found.isEmpty()) {
      execute(table.create());
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    table.columns().forEach(column -> problem(column, found.get(column.name()), problems));
    found.forEach((name, column) -> {
      if (column.required() && !column.filled() && table.columns().stream().noneMatch(known -> known.name().equals(name))) {
        problems.add("column " + Column.quoted(name) + ": expected no column that must have a value, or one with a default");
      }
    });
    List<String> key = key(table);
    List<String> expected = table.key().stream().map(Column::name).toList();
    if (!key.equals(expected)) {
      problems.add("expected the primary key " + expected + ", found " + (key.isEmpty() ? "none" : key));
    }
    return problems.stream().map(problem -> "table " + table.sqlName() + ": " + problem).toList();
  }

  private static void problem(Column expected, Found found, List<String> problems) {
    String name = "column " + expected.sqlName() + ": ";
    if (found == null) {
      problems.add(name + "expected " + expected.definition() + ", found none");
    } else if (!found.type().equals(expected.type().sqlName())) {
      problems.add(name + "expected the type " + expected.type().sqlName() + ", found " + found.type());
    } else if (found.required() && !expected.required()) {
      problems.add(name + "expected one that can be null, found NOT NULL");
    }
  }

  private Map<String, Found> columns(Table table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
      statement.setString(1, table.sqlName());
      try (ResultSet rows = statement.executeQuery()) {
        Map<String, Found> columns = new LinkedHashMap<>();
        while (rows.next()) {
          columns.put(rows.getString(1), new Found(rows.getString(2), rows.getBoolean(3), rows.getBoolean(4)));
        }
        return columns;
      }
    }
  }

  private List<String> key(Table table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(KEY)) {
      statement.setString(1, table.sqlName());
      try (ResultSet rows = statement.executeQuery()) {
        List<String> key = new ArrayList<>();
        while (rows.next()) {
          key.add(rows.getString(1));
        }
        return key;
      }
    }
  }

  private String text(String query) throws SQLException {
    try (Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** One line each. */
  static String text(List<String> problems) {
    return problems.stream().map(problem -> System.lineSeparator() + "  " + problem).collect(Collectors.joining());
  }
}
