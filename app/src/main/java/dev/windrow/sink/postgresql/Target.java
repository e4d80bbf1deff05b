package dev.windrow.sink.postgresql;

import dev.windrow.sink.postgresql.Offsets.Position;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;

/** The database of a sink, each call of which is a transaction. Thread-safe. */
final class Target {

  private final DataSource connections;
  private final List<Table> tables;
  private final Offsets offsets;

  Target(DataSource connections, List<Table> tables, Offsets offsets) {
    this.connections = connections;
    this.tables = tables;
    this.offsets = offsets;
  }

  /** What is done in a transaction. */
  private interface Work<T> {
    T in(Connection connection) throws SQLException;
  }

  /** Creates the tables that are missing; all that is wrong with those that are there. */
  List<String> prepare() throws SQLException {
    return transaction(connection -> {
      List<Table> all = new ArrayList<>(tables);
      all.add(offsets.table());
      return new TableChecks(connection).prepare(all);
    });
  }

  /** From then on nobody else's claim is worth anything. */
  Position claim(TopicPartition partition, String owner) throws SQLException {
    return transaction(connection -> offsets.claim(connection, partition, owner));
  }

  Map<TopicPartition, Position> positions() throws SQLException {
    return transaction(offsets::all);
  }

  /**
   * Writes the rows of a batch and that they are written; both or nothing. False when somebody else has claimed the partition. An answer that was lost is asked for
   * again: who calls this a second time, with the same, is told what became of the first.
   */
  boolean write(TopicPartition partition, Position from, Batch batch) throws SQLException {
    return transaction(connection -> {
      for (Map.Entry<Table, Collection<Row>> rows : batch.rows().entrySet()) {
        upsert(connection, rows.getKey(), rows.getValue());
      }
      return offsets.move(connection, partition, from, batch.next());
    }, moved -> moved) || isThere(partition, from.at(batch.next()));
  }

  private boolean isThere(TopicPartition partition, Position wanted) throws SQLException {
    return Optional.ofNullable(positions().get(partition)).filter(wanted::equals).isPresent();
  }

  private static void upsert(Connection connection, Table table, Collection<Row> rows) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(table.upsert())) {
      for (Row row : rows) {
        for (int i = 0; i < row.values().size(); i++) {
          table.columns().get(i).bind(statement, i + 1, row.values().get(i));
        }
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private <T> T transaction(Work<T> work) throws SQLException {
    return transaction(work, done -> true);
  }

  /** Closing a connection rolls back what is not committed. */
  private <T> T transaction(Work<T> work, Predicate<T> isToStay) throws SQLException {
    try (Connection connection = connections.getConnection()) {
      connection.setAutoCommit(false);
      T done;
      try {
        done = work.in(connection);
      } catch (SQLException e) {
        rollBack(connection, e);
        throw e;
      }
      if (isToStay.test(done)) {
        connection.commit();
      } else {
        connection.rollback();
      }
      return done;
    }
  }

  private static void rollBack(Connection connection, SQLException reason) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      reason.addSuppressed(e);
    }
  }
}
