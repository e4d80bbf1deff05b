package dev.windrow.sink.postgresql;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** What to do about a failure that somebody has to mend. */
final class Advice {

  private Advice() {}

  /** By its SQLSTATE; empty when there is nothing to say that its message does not. */
  static Optional<String> of(SQLException failure, String schema) {
    return Optional.ofNullable(Map.of(
        "28P01", "is sinks[].postgresql.password right?",
        "28000", "may the user connect from here?",
        "3D000", "create it, or name another one in sinks[].postgresql.url",
        "3F000", schema(schema),
        "42501", "the user needs CREATE in the schema " + schema + ", or tables that are there; and SELECT, INSERT and UPDATE on them")
        .get(SqlFailure.state(failure)));
  }

  /** For one that is not there. */
  static String schema(String schema) {
    return "create the schema " + schema + ", or name another one in sinks[].schema";
  }
}
