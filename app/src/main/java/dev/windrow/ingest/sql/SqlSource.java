package dev.windrow.ingest.sql;

import dev.windrow.config.Source;
import dev.windrow.config.SqlExtract;
import dev.windrow.ingest.Chunk;
import dev.windrow.ingest.DeliveryException;
import dev.windrow.ingest.Intake;
import dev.windrow.ingest.Reader;
import dev.windrow.ingest.SourceException;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import dev.windrow.value.Sha256;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Reads a table or a query: each run all of it, or, with a growing column, what has come above the value that the run before ended with. A source that runs once
 * and has nothing that grows is read once for good. Ranges are read side by side; one that fails is tried again alone, and goes on behind what Kafka has got of it.
 */
public final class SqlSource implements Reader {

  private final String source;
  private final SqlExtract extract;
  private final boolean once;
  private final Backoff backoff;
  private final Tally retries;

  /**
   * Does not connect yet.
   *
   * @param source whose extract is of a database
   */
  public SqlSource(Source source, Meters meters) {
    this(source, meters, Backoff.real(() -> ThreadLocalRandom.current().nextDouble()));
  }

  SqlSource(Source source, Meters meters, Backoff backoff) {
    this.source = source.name();
    this.extract = (SqlExtract) source.extract();
    this.once = source.every().isEmpty();
    this.backoff = backoff;
    this.retries = meters.tally(MeterName.SQL_RETRIES, source.name());
  }

  @Override
  public void read(Intake intake) throws InterruptedException, SourceException, DeliveryException {
    Plan last = intake.position(Plan.PART).flatMap(position -> Plan.parse(position, definition())).orElseGet(() -> Plan.none(definition()));
    if (last.done() && last.run() > 0 && once && extract.growing().isEmpty()) {
      return;
    }
    try (Database database = Database.open(source, extract)) {
      Optional<Run> run = trying(database, connection -> plan(database, connection, last));
      if (run.isPresent() && !run.get().plan().done()) {
        read(database, run.get(), intake);
      }
    }
  }

  /** What is read, and how. */
  private record Run(Relation relation, Plan plan) {}

  private interface Question<T> {
    T ask(Connection connection) throws SQLException, SourceException;
  }

  private void read(Database database, Run run, Intake intake) throws InterruptedException, DeliveryException {
    Plan plan = run.plan();
    intake.deliver(new Chunk(Plan.PART, List.of(), List.of(), plan.position()));
    boolean all = new Ranges(source, extract, database, run.relation(), plan, intake, backoff, retries).read();
    if (all) {
      intake.deliver(new Chunk(Plan.PART, List.of(), List.of(), plan.ended().position()));
    }
  }

  /** The interrupted run, or the next one; empty when nothing has come. */
  private Optional<Run> plan(Database database, Connection connection, Plan last) throws SQLException, SourceException {
    Relation relation = new RelationReader(extract, connection).read();
    if (!last.done()) {
      return Optional.of(new Run(relation, last));
    }
    Optional<String> upTo = relation.growing().isEmpty() ? Optional.empty() : one(database, connection, relation.highest(last.upTo()), relation.growingKind(), 1);
    if (relation.growing().isPresent() && upTo.isEmpty()) {
      return Optional.empty();
    }
    Plan plan = last.next(upTo);
    return Optional.of(new Run(relation, plan.with(cuts(database, connection, relation, plan))));
  }

  private List<String> cuts(Database database, Connection connection, Relation relation, Plan plan) throws SQLException {
    if (relation.key().isEmpty() || extract.ranges() == 1) {
      return List.of();
    }
    Relation.Statement ends = relation.ends(plan);
    Optional<String> min = one(database, connection, ends, relation.keyKind(), 1);
    Optional<String> max = one(database, connection, ends, relation.keyKind(), 2);
    return min.isEmpty() || max.isEmpty() ? List.of() : relation.keyKind().cuts(min.get(), max.get(), extract.ranges());
  }

  private static Optional<String> one(Database database, Connection connection, Relation.Statement question, KeyKind kind, int column) throws SQLException {
    try (PreparedStatement statement = database.prepare(connection, question); ResultSet row = statement.executeQuery()) {
      return row.next() ? Optional.ofNullable(kind.read(row, column)) : Optional.empty();
    }
  }

  /** Asks as often as a range is read. */
  private <T> T trying(Database database, Question<T> question) throws SourceException, InterruptedException {
    for (int failures = 1; ; failures++) {
      try (Connection connection = database.connection()) {
        return question.ask(connection);
      } catch (SQLException e) {
        if (failures >= extract.attempts() || SqlText.isLasting(e)) {
          throw new SourceException("source " + source + ": the database cannot be read, after " + failures + (failures == 1 ? " attempt: " : " attempts: ")
              + SqlText.of(e, extract), e);
        }
        retries.add(1);
        backoff.await(failures);
      }
    }
  }

  /** Changes when something else would be read, or in other parts. */
  private String definition() {
    String all = String.join("\n", extract.table().orElse(""), extract.query().orElse(""), extract.splitBy().orElse(""), extract.growing().orElse(""));
    return HexFormat.of().formatHex(Sha256.of(all.getBytes(StandardCharsets.UTF_8)), 0, 8);
  }
}
