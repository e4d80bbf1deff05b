package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.kafka.SideHeaders;
import dev.windrow.service.LoadService;
import dev.windrow.sink.postgresql.Loading.Terms;
import dev.windrow.sink.postgresql.SinkReport;
import dev.windrow.sink.postgresql.SinkReport.State;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is in a topic is in its table, once and whole. */
@Tag("beside-kafka")
@Timeout(240)
@ExtendWith(SharedPostgres.class)
final class LoadIT {

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private String schema;

  @Test
  void rowsEqualTheTopicExactlyWhateverIsInThem(Postgres postgres) throws Exception {
    Settings settings = settings(postgres);
    List<Object> groups = new ArrayList<>(List.of("login", "", "null", "42", new BigDecimal(42), true, "a\"b\\c'd", "Ä😀\u2028", "x".repeat(2_000)));
    groups.add(null);
    List<String> numbers = List.of("0", "0.1", "-12345678901234567890.123456789", "1e30", "9.999e-400", "1e400", "0.30000000000000004");
    try (Results results = new Results(settings)) {
      for (int window = 0; window < 30; window++) {
        for (Object group : groups) {
          results.send(window * 1_000L, group, 1, new BigDecimal(numbers.get(window % numbers.size())));
        }
      }
      results.sendMany(1_000, 3_000);
    }

    List<SinkReport> reports = once(settings);

    assertThat(loaded(postgres)).isEqualTo(expected(settings)).hasSize(3_300);
    assertThat(reports.get(0).state()).isEqualTo(State.DONE);
    assertThat(reports.get(0).rejected()).isZero();
    scenario.say("%,d rows in %,d ms, %,d/s, PostgreSQL %s", reports.get(0).rows(), reports.get(0).tookMs(), reports.get(0).rows() * 1_000 / reports.get(0).tookMs(),
        postgres.query("SHOW server_version").get(0));
  }

  @Test
  void aRevisionNeverGoesBack(Postgres postgres) throws Exception {
    Settings settings = settings(postgres);
    try (Results results = new Results(settings)) {
      results.send(0, "a", 1, BigDecimal.ONE);
      results.send(0, "a", 3, BigDecimal.TEN);
      results.send(0, "a", 2, BigDecimal.ZERO);
      results.send(1_000, "b", 2, BigDecimal.TEN);
    }
    once(settings);
    try (Results results = new Results(settings)) {
      results.send(0, "a", 1, BigDecimal.ZERO);
      results.send(1_000, "b", 1, BigDecimal.ZERO);
      results.send(2_000, "c", 1, BigDecimal.ONE);
    }
    once(settings);

    assertThat(postgres.query("SELECT event_type, revision, sum_value FROM " + schema + ".by_event_type ORDER BY 1")).containsExactly("a 3 10", "b 2 10", "c 1 1");
  }

  @Test
  void nothingIsLostAndNothingIsTwiceWhenTheLoaderIsKilled(Postgres postgres) throws Exception {
    Settings settings = settings(postgres).with("sinks[0].batch.rows", 20);
    try (Results results = new Results(settings)) {
      results.sendMany(0, 20_000);
    }
    Jvm killed = scenario.command("load", settings);
    scenario.until("some of it is loaded", () -> count(postgres) > 500);
    killed.kill();
    int before = count(postgres);

    Jvm second = scenario.command("load", settings, "--once", "--format", "json");
    assertThat(second.exitCode(Duration.ofSeconds(120))).as(second.err()).isZero();

    scenario.say("%,d rows before the kill, then: %s", before, second.out().strip());
    assertThat(before).isLessThan(20_000);
    assertThat(second.out()).contains("\"table\":\"by_event_type\"").contains("\"status\":\"done\"");
    assertThat(loaded(postgres)).isEqualTo(expected(settings)).hasSize(20_000);
  }

  @Test
  void theDatabaseIsKilledAndComesBack() throws Exception {
    Postgres postgres = scenario.closeLater(Postgres.start());
    Settings settings = settings(postgres).with("sinks[0].batch.rows", 20);
    try (Results results = new Results(settings)) {
      results.sendMany(0, 10_000);
    }
    try (LoadService service = begin(settings)) {
      scenario.until("some of it is loaded", () -> count(postgres) > 500);
      postgres.kill();
      scenario.until("it is noticed", () -> service.reports().get(0).state() == State.WAITING);
      assertThat(service.reports().get(0).error()).contains("the database does not take them");
      try (Results results = new Results(settings)) {
        results.sendMany(10_000, 2_000);
      }
      scenario.until("the database is there again", () -> restarted(postgres));
      scenario.until("all is loaded", () -> count(postgres) == 12_000);
      scenario.until("the revisions, too", () -> loaded(postgres).equals(expected(settings)));
      assertThat(service.reports().get(0).error()).isEmpty();
    }
  }

  @Test
  void aDatabaseThatHangsIsNoticedAndWhatItDoesAfterwardsIsNotDoneTwice() throws Exception {
    Postgres postgres = scenario.closeLater(Postgres.start());
    Settings settings = settings(postgres).with("sinks[0].batch.rows", 20).with("sinks[0].postgresql.url", postgres.url() + "?socketTimeout=2");
    try (Results results = new Results(settings)) {
      results.sendMany(0, 20_000);
    }
    try (LoadService service = begin(settings)) {
      scenario.until("some of it is loaded", () -> count(postgres) > 500);
      postgres.suspend();
      scenario.until("it is noticed", () -> service.reports().get(0).error().contains("the database does not take them"));
      long rows = service.reports().get(0).rows();
      postgres.resume();
      scenario.until("all is loaded", () -> loaded(postgres).equals(expected(settings)));
      assertThat(rows).isLessThan(20_000);
      scenario.until("it is over", () -> service.reports().get(0).error().isEmpty());
    } finally {
      postgres.resume();
    }
  }

  @Test
  void aTableThatIsLockedIsWaitedFor(Postgres postgres) throws Exception {
    Settings settings = settings(postgres);
    once(settings);
    try (LoadService service = begin(settings); Connection other = postgres.connect(); Statement statement = other.createStatement()) {
      other.setAutoCommit(false);
      statement.execute("LOCK TABLE " + schema + ".by_event_type");
      try (Results results = new Results(settings)) {
        results.sendMany(0, 30_000);
      }
      scenario.until("the database says that it is locked", () -> service.reports().get(0).error().contains("55P03"));
      assertThat(service.reports().get(0).rows()).isZero();
      other.rollback();
      scenario.until("all is loaded", () -> loaded(postgres).equals(expected(settings)));
    }
  }

  @Test
  void whatTheDatabaseRefusesGoesToTheDeadLettersAndTheOthersAreLoaded(Postgres postgres) throws Exception {
    Settings settings = settings(postgres);
    once(settings);
    postgres.execute("ALTER TABLE " + schema + ".by_event_type ADD CHECK (sum_value <> 666)");
    try (Results results = new Results(settings)) {
      results.sendMany(0, 500);
      results.send(0, "evil", 1, new BigDecimal(666));
      results.send(0, "zero\0", 1, BigDecimal.ONE);
      results.sendRaw("k", "{\"aggregation\":\"by-event-type\",\"window_start\":\"now\"}");
      results.sendRaw("k", "no JSON");
      results.sendRaw("k", result("null", "1"));
      results.sendRaw("k", result("\"1970-01-01T00:00:00Z\"", "1e2000000000"));
      results.sendMany(500, 500);
    }

    List<SinkReport> reports = once(settings);

    assertThat(reports.get(0).rejected()).isEqualTo(6);
    assertThat(count(postgres)).isEqualTo(1_000);
    Map<String, String> letters = new TreeMap<>();
    List<String> values = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> letter : scenario.records(settings, settings.config().sinks().get(0).deadLetters())) {
      values.add(new String(letter.value(), StandardCharsets.UTF_8));
      letters.put(header(letter, SideHeaders.REASON), new String(letter.value(), StandardCharsets.UTF_8));
      assertThat(header(letter, SideHeaders.TOPIC)).isEqualTo(settings.output());
      assertThat(header(letter, SideHeaders.DETAIL)).contains("sink warehouse, table by_event_type");
    }
    assertThat(letters.keySet()).containsExactly("not_a_result", "other_fields", "refused_23514", "zero_character");
    assertThat(letters.get("refused_23514")).contains("\"evil\"");
    assertThat(values).hasSize(6).contains("no JSON", result("null", "1"));
  }

  @Test
  void aRecordThatOneTableRefusesIsInTheOther(Postgres postgres) throws Exception {
    Settings plain = settings(postgres);
    Settings settings = plain.with("sinks[0].events", "[" + plain.output() + "]");
    once(settings);
    postgres.execute("ALTER TABLE " + schema + ".by_event_type ADD CHECK (sum_value <> 666)");
    try (Results results = new Results(settings)) {
      results.sendMany(0, 100);
      results.send(0, "evil", 1, new BigDecimal(666));
      results.sendMany(100, 100);
    }

    List<SinkReport> reports = once(settings);

    assertThat(reports.get(0).rejected()).isEqualTo(1);
    assertThat(count(postgres)).isEqualTo(200);
    assertThat(postgres.query("SELECT count(*) FROM " + schema + "." + plain.output().replace('-', '_').replace('.', '_'))).containsExactly("221");
    assertThat(scenario.records(settings, settings.config().sinks().get(0).deadLetters())).hasSize(1);
  }

  @Test
  void rawEventsAreLoadedAsTheyAre(Postgres postgres) throws Exception {
    String topic = scenario.settings().topic();
    Settings settings = settings(postgres).with("sinks[0].aggregations", "[]").with("sinks[0].events", "[" + topic + "]");
    scenario.createTopic(topic, 3);
    try (var producer = new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", scenario.kafka().bootstrapServers()), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (int i = 0; i < 1_000; i++) {
        producer.send(new ProducerRecord<>(topic, i % 3, 1_000L + i, ("k" + i).getBytes(StandardCharsets.UTF_8), ("{\"n\": " + i + ".10}").getBytes(StandardCharsets.UTF_8)));
      }
      producer.send(new ProducerRecord<byte[], byte[]>(topic, 0, 5L, null, null));
      producer.send(new ProducerRecord<>(topic, 0, 6L, null, "{".getBytes(StandardCharsets.UTF_8)));
      producer.send(new ProducerRecord<>(topic, 0, 7L, null, "\"\\u0000\"".getBytes(StandardCharsets.UTF_8)));
    }

    List<SinkReport> reports = once(settings);

    String table = schema + "." + topic.replace('-', '_').replace('.', '_');
    assertThat(reports.get(0).rows()).isEqualTo(1_001);
    assertThat(reports.get(0).rejected()).isEqualTo(2);
    assertThat(postgres.query("SELECT \"partition\", \"offset\", extract(epoch FROM timestamp) * 1000, key, value FROM " + table + " WHERE key IN ('k0', 'k997') ORDER BY key"))
        .containsExactly("0 0 1000.000000 k0 {\"n\": 0.10}", "1 332 1997.000000 k997 {\"n\": 997.10}");
    assertThat(postgres.query("SELECT count(*), count(DISTINCT (topic, \"partition\", \"offset\")), sum((value->>'n')::numeric) FROM " + table)).containsExactly("1001 1001 499600.00");
  }

  @Test
  void ofTwoLoadersThatShareOneDies(Postgres postgres) throws Exception {
    Settings settings = settings(postgres).with("sinks[0].batch.rows", 10);
    Jvm first = scenario.command("load", settings.named("first"));
    Jvm second = scenario.command("load", settings.named("second"));
    try (Results results = new Results(settings)) {
      results.sendMany(0, 4_000);
      scenario.until("both have a part of it", () -> owners(postgres).size() == 2);
      results.sendMany(4_000, 8_000);
      first.kill();
      results.sendMany(12_000, 1_000);
    }
    scenario.until("all is loaded", () -> loaded(postgres).equals(expected(settings)));
    assertThat(second.isAlive()).isTrue();
    assertThat(count(postgres)).isEqualTo(13_000);
  }

  @Test
  void tablesThatAreOtherwiseAreSaidAllAtOnce(Postgres postgres) throws Exception {
    Settings settings = settings(postgres);
    postgres.execute("CREATE TABLE " + schema + ".by_event_type (window_start timestamptz, window_end date, group_key text, event_type text, count bigint, sum_value numeric(10,2),"
        + " avg_value numeric, min_value numeric, status text, revision bigint, mine text NOT NULL)");

    Jvm load = scenario.command("load", settings);

    assertThat(load.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(load.out())
        .contains("column \"window_end\": expected the type timestamp with time zone, found date")
        .contains("column \"sum_value\": expected the type numeric, found numeric(10,2)")
        .contains("column \"max_value\": expected \"max_value\" numeric, found none")
        .contains("column \"mine\": expected no column that must have a value")
        .contains("expected the primary key [window_start, window_end, group_key], found none");
  }

  @Test
  void aWrongPasswordADatabaseOrASchemaThatIsNotThereEndWithAWord(Postgres postgres) throws Exception {
    Settings settings = settings(postgres);
    Jvm database = scenario.command("load", settings.with("sinks[0].postgresql.url", postgres.url() + "_not"));
    Jvm none = scenario.command("load", settings.with("sinks[0].schema", "no_such_schema"));
    Jvm nothing = scenario.command("load", scenario.settings());

    assertThat(database.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(database.out()).contains("3D000").contains("create it, or name another one in sinks[].postgresql.url");
    assertThat(none.exitCode(Duration.ofSeconds(60))).isEqualTo(1);
    assertThat(none.out()).contains("3F000").contains("create the schema no_such_schema");
    assertThat(nothing.exitCode(Duration.ofSeconds(60))).isEqualTo(2);
    assertThat(nothing.err()).contains("nothing to load: expected sinks: in the configuration");
  }

  private Settings settings(Postgres postgres) throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.output(), 4);
    schema = settings.config().applicationId();
    return postgres.sink(settings, schema);
  }

  private LoadService begin(Settings settings) {
    return begin(settings, Terms.ATTENDED);
  }

  private LoadService begin(Settings settings, Terms terms) {
    LoadService service = scenario.closeLater(new LoadService(settings.config(), terms, Clock.systemUTC()));
    Thread thread = new Thread(() -> run(service), "load");
    thread.setDaemon(true);
    thread.start();
    scenario.until("it has begun", () -> !service.reports().isEmpty());
    return service;
  }

  private static void run(LoadService service) {
    try {
      service.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<SinkReport> once(Settings settings) {
    LoadService service = begin(settings, Terms.ONCE);
    scenario.until("it has ended", () -> !Set.of(State.WAITING, State.RUNNING).contains(service.reports().get(0).state()));
    assertThat(service.reports()).allMatch(report -> report.state() == State.DONE, "is done");
    service.close();
    return service.reports();
  }

  private static boolean restarted(Postgres postgres) {
    try {
      postgres.restart();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Map<String, Map<String, String>> loaded(Postgres postgres) throws SQLException {
    return Results.rows(postgres, schema + ".by_event_type");
  }

  private Map<String, Map<String, String>> expected(Settings settings) throws IOException {
    return Results.expected(scenario, settings, settings.config().aggregations().get(0));
  }

  /** 0 while there is no table. */
  private int count(Postgres postgres) throws SQLException {
    return !isThere(postgres, "by_event_type") ? 0 : Integer.parseInt(postgres.query("SELECT count(*) FROM " + schema + ".by_event_type").get(0));
  }

  private boolean isThere(Postgres postgres, String table) throws SQLException {
    return !postgres.query("SELECT to_regclass('" + schema + "." + table + "')").equals(List.of("null"));
  }

  private Set<String> owners(Postgres postgres) throws SQLException {
    return !isThere(postgres, "windrow_offsets") ? Set.of() : new TreeSet<>(postgres.query("SELECT owner FROM " + schema + ".windrow_offsets WHERE next_offset > 0"));
  }

  private static String result(String start, String sum) {
    return "{\"aggregation\":\"by-event-type\",\"window_start\":" + start + ",\"window_end\":\"1970-01-01T00:00:01Z\",\"event_type\":\"x\",\"count\":1,\"sum_value\":" + sum
        + ",\"avg_value\":1,\"min_value\":1,\"max_value\":1,\"status\":\"final\",\"revision\":1}";
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
