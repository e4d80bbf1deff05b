package dev.windrow.sink.postgresql;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.util.Set;

/** What a failure of the database means for what was tried. */
enum SqlFailure {
  /** It may work later, without anybody changing what is written: no connection, no space, a lock, a deadlock, a restart. */
  PASSING,
  /** A row is refused, and will be. */
  ROW,
  /** Somebody has to change the database or the configuration: who may do what, what there is. */
  SETUP;

  /** Data exceptions, violated constraints, what a trigger says, what is too large for an index; a view that refuses. */
  private static final Set<String> OF_ROWS = Set.of("21", "22", "23", "44", "54", "P0");

  /** Wrong password, no such database or schema, no privilege, something that is not there or not as expected. */
  private static final Set<String> OF_SETUP = Set.of("0A", "28", "3D", "3F", "42");

  /** By the class of its SQLSTATE; what is unknown may pass. */
  static SqlFailure of(SQLException failure) {
    String state = state(failure);
    if (state.length() != 5) {
      return PASSING;
    }
    String category = state.substring(0, 2);
    return OF_ROWS.contains(category) ? ROW : OF_SETUP.contains(category) ? SETUP : PASSING;
  }

  /** Of the failure that came first from the database; empty when there is none. */
  static String state(SQLException failure) {
    SQLException first = first(failure);
    return first.getSQLState() == null ? "" : first.getSQLState();
  }

  /** Without a stack, on one line. */
  static String text(SQLException failure) {
    SQLException first = first(failure);
    String state = state(failure);
    return String.valueOf(first.getMessage()).strip() + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
  }

  /** A pool wraps why it has no connection, and a batch says at length which of its statements failed. */
  private static SQLException first(SQLException failure) {
    if (failure instanceof BatchUpdateException batch && batch.getNextException() != null) {
      return first(batch.getNextException());
    }
    return failure.getCause() instanceof SQLException cause && cause != failure ? first(cause) : failure;
  }
}
