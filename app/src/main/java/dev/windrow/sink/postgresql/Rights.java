package dev.windrow.sink.postgresql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the user of a connection may do in a schema.
 *
 * @param user by the name that the database knows
 * @param isThere whether there is such a schema
 * @param mayCreate tables in it
 */
record Rights(String user, boolean isThere, boolean mayCreate) {

  private static final List<String> NEEDED = List.of("SELECT", "INSERT", "UPDATE");

  private static final String OF_SCHEMA = "SELECT current_user, to_regnamespace(?) IS NOT NULL, has_schema_privilege(to_regnamespace(?)::oid, 'CREATE')";

  private static final String OF_TABLE = "SELECT has_table_privilege(to_regclass(?)::oid, ?)";

  static Rights of(Connection connection, String schema) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(OF_SCHEMA)) {
      statement.setString(1, Column.quoted(schema));
      statement.setString(2, Column.quoted(schema));
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Rights(row.getString(1), row.getBoolean(2), row.getBoolean(3));
      }
    }
  }

  /** What loading needs and the user may not do with a table that is there. */
  static List<String> missing(Connection connection, Table table) throws SQLException {
    List<String> missing = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(OF_TABLE)) {
      for (String right : NEEDED) {
        statement.setString(1, table.sqlName());
        statement.setString(2, right);
        try (ResultSet row = statement.executeQuery()) {
          row.next();
          if (!row.getBoolean(1)) {
            missing.add(right);
          }
        }
      }
    }
    return missing;
  }
}
