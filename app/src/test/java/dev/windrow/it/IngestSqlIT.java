package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ingest.Ingestion.Terms;
import dev.windrow.ingest.SourceReport;
import dev.windrow.ingest.sql.FlakyDriver;
import dev.windrow.service.IngestService;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Rows of a PostgreSQL in Kafka. */
@Tag("beside-kafka")
@Timeout(240)
final class IngestSqlIT {

  private static final int ROWS = 20_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @TempDir
  private Path folder;

  private EmbeddedPostgres postgres;

  @BeforeEach
  void start() throws Exception {
    postgres = postgres(0);
    execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, event_type TEXT, value NUMERIC(10, 2), timestamp TIMESTAMPTZ)");
    insert(1, ROWS);
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void everyRowComesOnceAndARangeThatFailsOnceIsTriedAgainAlone() throws Exception {
    FlakyDriver.breakAfter(url(), "< ? ORDER BY", 3_500, 1);
    Settings settings = settings(FlakyDriver.url(url()), "split-by: id, ranges: 4");

    SourceReport report = ingest(settings);

    assertThat(report.failures()).isEmpty();
    assertThat(report.records()).isEqualTo(ROWS);
    assertThat(FlakyDriver.statements()).hasSize(5);
    assertThat(ids(settings)).hasSize(ROWS).doesNotHaveDuplicates().contains("shop:1", "shop:" + ROWS);
    assertThat(new String(scenario.records(settings, settings.topic()).get(0).value(), StandardCharsets.UTF_8))
        .matches("\\{\"id\":\\d+,\"event_type\":\"order\",\"value\":\\d+\\.50,\"timestamp\":\"2026-11-20T[0-9:]+Z\"}");
  }

  @Test
  void theNextRunReadsOnlyRowsThatAreNew() throws Exception {
    Settings settings = settings(url(), "split-by: id, growing: id");
    assertThat(ingest(settings).records()).isEqualTo(ROWS);
    insert(ROWS + 1, ROWS + 3);

    assertThat(ingest(settings).records()).isEqualTo(3);
    assertThat(ingest(settings).records()).isZero();
    assertThat(ids(settings)).hasSize(ROWS + 3).doesNotHaveDuplicates();
  }

  @Test
  void aDatabaseThatIsKilledAndComesBackIsReadToItsEnd() throws Exception {
    insert(ROWS + 1, 10 * ROWS);
    slowDown();
    int port = postgres.getPort();
    Settings settings = settings(url(), "split-by: id, connections: 2, fetch: 100, attempts: 20");
    CompletableFuture<SourceReport> reading = CompletableFuture.supplyAsync(() -> ingest(settings));
    scenario.until("some rows are there", () -> !ids(settings).isEmpty());

    postgres.close();
    int before = ids(settings).size();
    postgres = postgres(port);
    SourceReport report = reading.get(120, TimeUnit.SECONDS);

    scenario.say("when it was killed: %d rows; in the end %s", before, report);
    assertThat(before).isLessThan(10 * ROWS);
    assertThat(report.failures()).isEmpty();
    assertThat(ids(settings)).hasSize(10 * ROWS).doesNotHaveDuplicates();
  }

  private static SourceReport ingest(Settings settings) {
    try (IngestService service = new IngestService(settings.config(), true, new Terms(false, 3), Clock.systemUTC())) {
      service.run();
      return service.reports().get(0);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private Settings settings(String url, String more) {
    return scenario.settings().with("sources", "[{name: shop, sql: {url: '" + url + "', table: orders, " + more + "}}]");
  }

  private List<String> ids(Settings settings) {
    return scenario.records(settings, settings.topic()).stream().map(IngestSqlIT::id).toList();
  }

  private static String id(ConsumerRecord<byte[], byte[]> record) {
    return new String(record.headers().lastHeader("windrow-id").value(), StandardCharsets.UTF_8);
  }

  private EmbeddedPostgres postgres(int port) throws IOException {
    return EmbeddedPostgres.builder().setPort(port).setDataDirectory(folder.resolve("postgres")).setCleanDataDirectory(false).start();
  }

  private String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  private void insert(int from, int to) throws Exception {
    execute("INSERT INTO orders SELECT i, 'order', i + 0.5, TIMESTAMPTZ '2026-11-20 00:00:00Z' + (i % 80000) * INTERVAL '1 second' FROM generate_series(" + from + ", " + to + ") i");
  }

  /** Each thousandth row takes a moment, so that there is time to kill the database. */
  private void slowDown() throws Exception {
    execute("ALTER TABLE orders RENAME TO stored");
    execute("CREATE VIEW orders AS SELECT stored.* FROM stored CROSS JOIN LATERAL (SELECT pg_sleep(CASE WHEN id % 1000 = 0 THEN 0.03 ELSE 0 END)) slow");
  }

  private void execute(String sql) throws Exception {
    try (Connection connection = DriverManager.getConnection(url()); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
