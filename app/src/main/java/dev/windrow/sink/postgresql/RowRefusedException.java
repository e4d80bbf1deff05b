package dev.windrow.sink.postgresql;

import java.sql.SQLException;

/** The database refuses a row of a batch, and will. */
final class RowRefusedException extends Exception {

  private static final long serialVersionUID = 1L;

  RowRefusedException(SQLException why) {
    super(SqlFailure.text(why), why);
  }

  /** A code for a dead letter. */
  String reason() {
    return "refused_" + SqlFailure.state((SQLException) getCause());
  }
}
