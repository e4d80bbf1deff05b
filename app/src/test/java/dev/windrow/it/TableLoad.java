package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A loader in a process of its own, the topic of results that it reads, and the table that it fills. */
public final class TableLoad {

  private static final String WAITS = "rows wait, nothing is lost: the database does not take them: ";
  private static final String GOES_ON = "sink warehouse: goes on after ";

  private final Scenario scenario;
  private final Postgres postgres;
  private final Settings settings;
  private final String table;
  private final Jvm loader;

  private TableLoad(Scenario scenario, Postgres postgres, Settings settings, String schema) throws IOException {
    this.scenario = scenario;
    this.postgres = postgres;
    this.settings = settings;
    this.table = schema + ".by_event_type";
    this.loader = scenario.command("load", settings);
  }

  /**
   * Starts one with a topic and a schema of its own, which writes few rows at a time.
   *
   * @param parameters of the database's address
   */
  public static TableLoad start(Scenario scenario, Postgres postgres, String parameters) throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.output(), 4);
    String schema = settings.config().applicationId();
    return new TableLoad(scenario, postgres,
        postgres.sink(settings, schema).with("sinks[0].batch.rows", 20).with("sinks[0].postgresql.url", postgres.url() + parameters), schema);
  }

  /** So many results, the first of which have not been sent before; a tenth is revised. */
  public void send(int first, int count) {
    try (Results results = new Results(settings)) {
      results.sendMany(first, count);
    }
  }

  /** Waits until so many are in the table. */
  public void await(int rows) {
    scenario.until(rows + " rows are loaded", Duration.ofSeconds(400), () -> rows() == rows);
  }

  /** Waits until each field of each row is what the topic has, of so many rows; nothing was refused. */
  public void awaitAll(int rows) {
    await(rows);
    scenario.until("the last revisions are there", () -> Results.rows(postgres, table).equals(Results.expected(scenario, settings, settings.config().aggregations().get(0))));
    assertThat(scenario.records(settings, settings.config().sinks().get(0).deadLetters())).isEmpty();
  }

  /** How many rows there are; 0 while there is no table. */
  public long rows() throws SQLException {
    List<String> there = postgres.query("SELECT 1 WHERE to_regclass('" + table + "') IS NOT NULL");
    return there.isEmpty() ? 0 : Long.parseLong(postgres.query("SELECT count(*) FROM " + table).get(0));
  }

  /** Why it waited, in its own words. */
  public List<String> waits() {
    return said(WAITS);
  }

  /** That it does not wait any more, and for how many seconds it had. */
  public List<String> recoveries() {
    return said(GOES_ON);
  }

  /** Another session locks the table for a time that begins when the loader says so; how many attempts to get past that were seen. */
  public int lock(Duration hold, Runnable meanwhile) throws SQLException {
    Set<String> attempts = new HashSet<>();
    try (Connection other = postgres.connect(); Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + table);
      meanwhile.run();
      scenario.until("it is said", () -> !waits().isEmpty());
      long begun = System.nanoTime();
      scenario.until("the lock has been held", hold.plus(Scenario.PATIENCE), () -> {
        assertThat(loader.isAlive()).as(loader.err()).isTrue();
        attempts.addAll(blocked());
        return System.nanoTime() - begun >= hold.toNanos();
      });
      other.rollback();
    }
    return attempts.size();
  }

  /** The transactions that wait for the table now. */
  private List<String> blocked() throws SQLException {
    return postgres.query("SELECT virtualtransaction FROM pg_locks WHERE NOT granted AND relation = '" + table + "'::regclass");
  }

  private List<String> said(String words) {
    return loader.err().lines().filter(line -> line.contains(words)).map(line -> line.substring(line.indexOf(words) + words.length())).toList();
  }
}
