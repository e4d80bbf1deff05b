package dev.windrow.sink.postgresql;

import dev.windrow.config.Sink;
import dev.windrow.sink.postgresql.Column.Type;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * The table that says of each topic partition how far a sink has loaded it. Who begins to load a partition claims it, which gives it a new epoch; where it is moves
 * only for the one with the last epoch, and only from where it began. So two who believe that a partition is theirs never both write.
 */
final class Offsets {

  private final Table table;
  private final String sink;
  private final String claim;
  private final String move;
  private final String find;

  /** @param sink what tells it apart from other sinks that have the same schema */
  Offsets(String schema, String sink) {
    this.table = new Table(schema, Sink.OFFSETS_TABLE, List.of(
        Column.required("sink", Type.TEXT),
        Column.required("topic", Type.TEXT),
        Column.required("partition", Type.WHOLE_NUMBER),
        Column.required("next_offset", Type.WHOLE_NUMBER),
        Column.required("owner", Type.TEXT),
        Column.required("epoch", Type.WHOLE_NUMBER),
        Column.required("changed", Type.TIME)), 3, Optional.empty());
    this.sink = sink;
    String name = table.sqlName();
    this.claim = "INSERT INTO " + name + " AS kept (sink, topic, partition, next_offset, owner, epoch, changed) VALUES (?, ?, ?, 0, ?, 1, now())"
        + " ON CONFLICT (sink, topic, partition) DO UPDATE SET owner = excluded.owner, epoch = kept.epoch + 1, changed = now() RETURNING next_offset, epoch";
    this.move = "UPDATE " + name + " SET next_offset = ?, changed = now() WHERE sink = ? AND topic = ? AND partition = ? AND epoch = ? AND next_offset = ?";
    this.find = "SELECT topic, partition, next_offset, epoch FROM " + name + " WHERE sink = ?";
  }

  /**
   * Where a partition is.
   *
   * @param next the offset up to which all is loaded
   * @param epoch of the claim that it is loaded under
   */
  record Position(long next, long epoch) {

    Position at(long offset) {
      return new Position(offset, epoch);
    }
  }

  Table table() {
    return table;
  }

  /** From then on nobody else's claim of the partition is worth anything. */
  Position claim(Connection connection, TopicPartition partition, String owner) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(claim)) {
      bind(statement, 1, partition);
      statement.setString(4, owner);
      try (ResultSet row = statement.executeQuery()) {
        row.next();
        return new Position(row.getLong(1), row.getLong(2));
      }
    }
  }

  /** Whether it was where it should be, and now is at {@code next}. */
  boolean move(Connection connection, TopicPartition partition, Position from, long next) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(move)) {
      statement.setLong(1, next);
      bind(statement, 2, partition);
      statement.setLong(5, from.epoch());
      statement.setLong(6, from.next());
      return statement.executeUpdate() == 1;
    }
  }

  Map<TopicPartition, Position> all(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(find)) {
      statement.setString(1, sink);
      try (ResultSet rows = statement.executeQuery()) {
        Map<TopicPartition, Position> all = new HashMap<>();
        while (rows.next()) {
          all.put(new TopicPartition(rows.getString(1), rows.getInt(2)), new Position(rows.getLong(3), rows.getLong(4)));
        }
        return all;
      }
    }
  }

  private void bind(PreparedStatement statement, int index, TopicPartition partition) throws SQLException {
    statement.setString(index, sink);
    statement.setString(index + 1, partition.topic());
    statement.setLong(index + 2, partition.partition());
  }
}
