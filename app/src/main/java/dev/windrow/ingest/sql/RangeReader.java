package dev.windrow.ingest.sql;

import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.RawRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads one range from a position to its end. Confined to one thread. */
final class RangeReader {

  private final Database database;
  private final Relation relation;
  private final Plan plan;
  private final KeyRange range;
  private final Intake intake;
  private final RowJson json;
  private final RowIds ids;

  private final List<RawRecord> records = new ArrayList<>();
  private long bytes;
  private RangePosition delivered;
  private RangePosition read;

  RangeReader(String source, Database database, Relation relation, Plan plan, KeyRange range, Intake intake) {
    this.database = database;
    this.relation = relation;
    this.plan = plan;
    this.range = range;
    this.intake = intake;
    this.json = new RowJson(relation.columns());
    this.ids = new RowIds(source, relation);
    this.delivered = RangePosition.in(plan, intake.position(range.name()));
  }

  /** Up to where Kafka has been given it. */
  RangePosition delivered() {
    return delivered;
  }

  /** From where it has been delivered to, to the end. */
  void read() throws SQLException, InterruptedException, DeliveryException {
    records.clear();
    bytes = 0;
    read = delivered;
    try (Connection connection = database.connection();
        PreparedStatement statement = database.prepare(connection, relation.rows(plan, range, delivered.key()));
        ResultSet rows = statement.executeQuery()) {
      read(rows);
    }
    read = read.ended();
    deliver();
  }

  /** What has been delivered is recognised by its key and how many with that key came before. */
  private void read(ResultSet rows) throws SQLException, InterruptedException, DeliveryException {
    RangePosition seen = RangePosition.beginning(plan);
    while (rows.next()) {
      Optional<String> key = hasKeys() ? Optional.of(relation.keyKind().read(rows, relation.key().orElseThrow().index())) : Optional.empty();
      seen = seen.after(key);
      boolean known = key.equals(delivered.key()) && seen.count() <= delivered.count();
      add(rows, key, seen, known);
    }
  }

  private void add(ResultSet row, Optional<String> key, RangePosition at, boolean known) throws SQLException, InterruptedException, DeliveryException {
    byte[] value = json.of(row);
    String id = ids.next(row, key, value);
    if (known) {
      return;
    }
    records.add(new RawRecord(id, range.name() + key.map(text -> " " + text).orElse(" row " + at.count()), value));
    bytes += value.length;
    read = at;
    if (records.size() >= Chunk.MOST_RECORDS || bytes >= Chunk.MOST_BYTES) {
      deliver();
    }
  }

  private boolean hasKeys() {
    return relation.key().isPresent() && !range.isNulls();
  }

  private void deliver() throws InterruptedException, DeliveryException {
    intake.deliver(new Chunk(range.name(), records, List.of(), read.text()));
    records.clear();
    bytes = 0;
    delivered = read;
  }
}
