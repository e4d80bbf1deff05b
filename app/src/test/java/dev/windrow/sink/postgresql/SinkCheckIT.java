package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Config;
import dev.windrow.it.Postgres;
import dev.windrow.it.Settings;
import dev.windrow.it.SharedPostgres;
import dev.windrow.ops.Finding;
import dev.windrow.ops.Severity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is found of a database before anything is loaded, and that it is as it was afterwards. */
@Timeout(120)
@ExtendWith(SharedPostgres.class)
final class SinkCheckIT {

  private static final String SCHEMA = "sink_check_it";
  private static final String TABLE = SCHEMA + ".by_event_type";
  private static final String ASKED = "sink warehouse, table \"" + SCHEMA + "\".\"by_event_type\": ";

  private Postgres postgres;
  private Settings settings;

  @BeforeEach
  void start(Postgres shared) throws SQLException {
    postgres = shared;
    postgres.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
    settings = postgres.sink(new Settings(List.of("state.dir=state")), SCHEMA);
  }

  @Test
  void tablesThatAreMissingWouldBeCreatedAndAreNot() throws Exception {
    List<Finding> findings = findings(settings);

    assertThat(findings).extracting(Finding::severity).containsOnly(Severity.OK);
    assertThat(findings).extracting(Finding::text).satisfiesExactly(
        text -> assertThat(text).matches("sink warehouse: jdbc:postgresql:\\S+ answers, PostgreSQL [0-9.]+.*, user postgres"),
        text -> assertThat(text).isEqualTo(ASKED + "does not exist yet, loading creates it"),
        text -> assertThat(text).contains("windrow_offsets", "does not exist yet"));
    assertThat(tables()).isZero();
  }

  @Test
  void tablesThatWereCreatedFit() throws Exception {
    create();

    assertThat(findings(settings)).extracting(Finding::severity).containsOnly(Severity.OK);
    assertThat(findings(settings)).extracting(Finding::text).contains(ASKED + "is there, with the columns and the key that are expected");
  }

  @Test
  void whatDiffersIsSaidAllAtOnceAndTheRemediesMendIt() throws Exception {
    create();
    postgres.execute("ALTER TABLE " + TABLE + " DROP CONSTRAINT by_event_type_pkey, DROP max_value, ALTER sum_value TYPE numeric(10,2), ALTER avg_value SET NOT NULL,"
        + " ADD mine text NOT NULL");

    List<Finding> errors = errors(settings);

    assertThat(errors).extracting(Finding::text).satisfiesExactly(
        text -> assertThat(text).startsWith(ASKED + "column \"sum_value\": expected the type numeric, found numeric(10,2). To do: ALTER TABLE"),
        text -> assertThat(text).startsWith(ASKED + "column \"avg_value\": expected one that can be null, found NOT NULL. To do: ALTER TABLE"),
        text -> assertThat(text).startsWith(ASKED + "column \"max_value\": expected \"max_value\" numeric, found none. To do: ALTER TABLE"),
        text -> assertThat(text).startsWith(ASKED + "column \"mine\": expected no column that must have a value, or one with a default. To do: ALTER TABLE"),
        text -> assertThat(text).startsWith(ASKED + "expected the primary key [window_start, window_end, group_key], found none. To do: ALTER TABLE"));
    for (Finding error : errors) {
      postgres.execute(error.remedy().replace(", or name another schema in sinks[].schema", ""));
    }
    assertThat(errors(settings)).isEmpty();
  }

  @Test
  void aUserWhoMayNotEnoughIsToldWhatIsMissing() throws Exception {
    create();
    postgres.execute("DROP TABLE " + SCHEMA + ".windrow_offsets");
    role("sink_check_reader", "x");
    postgres.execute("GRANT USAGE ON SCHEMA " + SCHEMA + " TO sink_check_reader");
    postgres.execute("GRANT SELECT ON " + TABLE + " TO sink_check_reader");

    List<Finding> errors = errors(settings.with("sinks[0].postgresql.user", "sink_check_reader"));

    assertThat(errors).extracting(Finding::text).satisfiesExactly(
        text -> assertThat(text).startsWith(ASKED + "the user sink_check_reader lacks INSERT, UPDATE. To do: GRANT INSERT, UPDATE ON"),
        text -> assertThat(text).contains("does not exist, and the user sink_check_reader may not create it. To do: GRANT CREATE ON SCHEMA"));
    for (Finding error : errors) {
      postgres.execute(error.remedy().replace(", or name another schema in sinks[].schema", ""));
    }
    assertThat(errors(settings.with("sinks[0].postgresql.user", "sink_check_reader"))).isEmpty();
  }

  @Test
  void aSchemaOneMayNotLookIntoADatabaseOrASchemaThatIsNotThereAreNamed() throws Exception {
    role("sink_check_stranger", "x");
    create();

    assertThat(only(settings.with("sinks[0].postgresql.user", "sink_check_stranger"))).contains("permission denied for schema " + SCHEMA, "42501", "the user needs CREATE");
    assertThat(only(settings.with("sinks[0].schema", "not_there"))).contains("the schema not_there does not exist", "create the schema not_there");
    assertThat(only(settings.with("sinks[0].postgresql.url", postgres.url() + "_not"))).contains("3D000", "create it, or name another one");
    assertThat(only(settings.with("sinks[0].postgresql.user", "nobody_like_this"))).contains("cannot be used", "nobody_like_this", "may the user connect from here?");
  }

  @Test
  void aWrongPasswordIsNamedAndNotShown() throws Exception {
    role("sink_check_locked", "right");
    postgres.execute("GRANT USAGE ON SCHEMA " + SCHEMA + " TO sink_check_locked");
    requirePassword("sink_check_locked");
    Settings locked = settings.with("sinks[0].postgresql.user", "sink_check_locked");

    assertThat(only(locked.with("sinks[0].postgresql.password", "s3cret"))).contains("28P01", "is sinks[].postgresql.password right?").doesNotContain("s3cret");
    assertThat(findings(locked.with("sinks[0].postgresql.password", "right"))).extracting(Finding::text).first().asString().contains("answers", "user sink_check_locked");
  }

  @Test
  void oneSinkThatCannotBeAskedLeavesTheOthers() throws Exception {
    Settings two = settings.with("sinks[1].name", "other").with("sinks[1].postgresql.url", "jdbc:postgresql://127.0.0.1:1/x");

    assertThat(errors(two)).singleElement().satisfies(error -> assertThat(error.text()).startsWith("sink other: jdbc:postgresql://127.0.0.1:1/x cannot be used; "));
    assertThat(findings(two)).hasSize(4);
  }

  private static List<Finding> findings(Settings settings) {
    return new SinkCheck(settings.config()).findings();
  }

  private static List<Finding> errors(Settings settings) {
    return findings(settings).stream().filter(finding -> finding.severity() == Severity.ERROR).toList();
  }

  private static String only(Settings settings) {
    assertThat(findings(settings)).hasSize(1);
    return errors(settings).get(0).text();
  }

  /** As loading does. */
  private void create() throws SQLException {
    Config config = settings.config();
    try (Connection connection = postgres.connect()) {
      connection.setAutoCommit(false);
      assertThat(new TableChecks(connection).prepare(List.of(new ResultTable(SCHEMA, config.aggregations().get(0)).table(), new Offsets(SCHEMA, "x").table()))).isEmpty();
      connection.commit();
    }
  }

  private int tables() throws SQLException {
    try (Connection connection = postgres.connect(); Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = '" + SCHEMA + "'")) {
      row.next();
      return row.getInt(1);
    }
  }

  private void role(String name, String password) throws SQLException {
    postgres.execute("DROP ROLE IF EXISTS " + name);
    postgres.execute("CREATE ROLE " + name + " LOGIN PASSWORD '" + password + "'");
  }

  /** The test's server trusts everybody else. */
  private void requirePassword(String role) throws Exception {
    try (Connection connection = postgres.connect(); Statement statement = connection.createStatement(); ResultSet row = statement.executeQuery("SHOW hba_file")) {
      row.next();
      Path rules = Path.of(row.getString(1));
      Files.writeString(rules, "host all " + role + " all scram-sha-256\n" + Files.readString(rules));
    }
    postgres.execute("SELECT pg_reload_conf()");
    await("the server asks for a password").atMost(Duration.ofSeconds(60)).until(() -> !isTrusted(role));
  }

  private boolean isTrusted(String role) {
    try (Connection trusted = DriverManager.getConnection(postgres.url(), role, "wrong")) {
      return trusted.isValid(1);
    } catch (SQLException refused) {
      return false;
    }
  }
}
