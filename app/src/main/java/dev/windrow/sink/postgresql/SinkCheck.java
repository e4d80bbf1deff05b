package dev.windrow.sink.postgresql;

import dev.windrow.config.Config;
import dev.windrow.config.Sink;
import dev.windrow.ops.Finding;
import dev.windrow.value.Printable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks at the databases of sinks as loading would find them, and changes nothing. Blocks, for seconds where one does not answer. */
public final class SinkCheck {

  private static final String ELSEWHERE = ", or name another schema in sinks[].schema";

  private final Config config;

  public SinkCheck(Config config) {
    this.config = config;
  }

  /** All findings, good ones too, sink by sink; that a database does not answer is one of them. */
  public List<Finding> findings() {
    return config.sinks().stream().flatMap(sink -> of(sink).stream()).toList();
  }

  private List<Finding> of(Sink sink) {
    try (Connection connection = Pool.connect(sink.postgresql(), config.applicationId() + "-check-" + sink.name(), Pool.Limits.CHECKING)) {
      return of(sink, connection);
    } catch (SQLException e) {
      return List.of(Finding.error(where(sink), url(sink) + " cannot be used", Printable.text(SqlFailure.text(e)),
          Advice.of(e, sink.schema()).orElse("is the database up, and is sinks[].postgresql.url right?")));
    }
  }

  private List<Finding> of(Sink sink, Connection connection) throws SQLException {
    TableChecks checks = new TableChecks(connection);
    List<String> unfit = checks.server();
    if (!unfit.isEmpty()) {
      return unfit.stream().map(problem -> Finding.error(where(sink), problem, "", "name another database in sinks[].postgresql.url")).toList();
    }
    Rights rights = Rights.of(connection, sink.schema());
    if (!rights.isThere()) {
      return List.of(Finding.error(where(sink), "the schema " + sink.schema() + " does not exist", "", Advice.schema(sink.schema())));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok(where(sink), url(sink) + " answers, PostgreSQL " + connection.getMetaData().getDatabaseProductVersion() + ", user " + rights.user()));
    for (Table table : tables(sink)) {
      Optional<List<Difference>> differences = checks.differences(table);
      findings.addAll(differences.isEmpty() ? List.of(missing(sink, table, rights)) : there(sink, table, differences.get(), rights, connection));
    }
    return findings;
  }

  private List<Table> tables(Sink sink) {
    List<Table> tables = new ArrayList<>(new TopicTables(config, sink).all());
    tables.add(new Offsets(sink.schema(), config.applicationId() + "-" + sink.name()).table());
    return tables;
  }

  private static Finding missing(Sink sink, Table table, Rights rights) {
    return rights.mayCreate()
        ? Finding.ok(where(sink, table), "does not exist yet, loading creates it")
        : Finding.error(where(sink, table), "does not exist, and the user " + rights.user() + " may not create it", "",
            "GRANT CREATE ON SCHEMA " + Column.quoted(sink.schema()) + " TO " + Column.quoted(rights.user()) + ELSEWHERE);
  }

  private static List<Finding> there(Sink sink, Table table, List<Difference> differences, Rights rights, Connection connection) throws SQLException {
    List<Finding> findings = new ArrayList<>();
    differences.forEach(difference -> findings.add(Finding.error(where(sink, table), difference.what(), "", difference.remedy() + ELSEWHERE)));
    String forbidden = String.join(", ", Rights.missing(connection, table));
    if (!forbidden.isEmpty()) {
      findings.add(Finding.error(where(sink, table), "the user " + rights.user() + " lacks " + forbidden, "",
          "GRANT " + forbidden + " ON " + table.sqlName() + " TO " + Column.quoted(rights.user()) + ELSEWHERE));
    }
    return findings.isEmpty() ? List.of(Finding.ok(where(sink, table), "is there, with the columns and the key that are expected")) : findings;
  }

  private static String url(Sink sink) {
    return Printable.text(sink.postgresql().url());
  }

  private static String where(Sink sink) {
    return "sink " + sink.name();
  }

  private static String where(Sink sink, Table table) {
    return where(sink) + ", table " + table.sqlName();
  }
}
