package dev.windrow.ingest.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.windrow.config.Source;
import dev.windrow.config.SqlExtract;
import dev.windrow.ingest.SourceException;
import dev.windrow.ops.Meters;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every database. Tables: orders with a primary key, clicks with many equal keys and nulls. */
abstract class SqlSourceContract {

  private static final int ORDERS = 5_000;

  protected final Committed intake = new Committed();
  private final List<Long> pauses = new ArrayList<>();

  abstract String url();

  @BeforeEach
  void fill() throws SQLException {
    execute("CREATE TABLE orders (id BIGINT PRIMARY KEY, item VARCHAR(20), price NUMERIC(12, 2), changed TIMESTAMP)");
    execute("CREATE TABLE clicks (k INT, item VARCHAR(20))");
    order(1, ORDERS);
    try (Connection connection = connect(); PreparedStatement click = connection.prepareStatement("INSERT INTO clicks VALUES (?, ?)")) {
      for (int i = 0; i < 6_000; i++) {
        click.setObject(1, i % 10 == 0 ? null : i % 3, Types.INTEGER);
        click.setString(2, "item-" + i % 5_000);
        click.addBatch();
      }
      click.executeBatch();
    }
  }

  @AfterEach
  void drop() throws SQLException {
    execute("DROP TABLE orders");
    execute("DROP TABLE clicks");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 97})
  void everyRowComesOnceWhateverTheRanges(int ranges) throws Exception {
    read(extract(Optional.of("orders"), Optional.empty(), Optional.of("id"), ranges, Optional.empty()), true);

    assertThat(new HashSet<>(intake.ids())).hasSize(ORDERS);
    assertThat(intake.ids()).contains("shop:1", "shop:" + ORDERS);
    assertThat(intake.done()).hasSize(ranges);
    assertThat(intake.take()).hasSize(ORDERS).allMatch(row -> row.matches("\\{\"\\w+\":\\d+,\"\\w+\":\"item-\\d+\",\"\\w+\":\\d+\\.50,\"\\w+\":\"2026-11-20T[0-9:]+Z\"}"));
  }

  @Test
  void rowsWithEqualKeysAndWithoutKeyComeOnceEach() throws Exception {
    read(extract(Optional.of("clicks"), Optional.empty(), Optional.of("k"), 4, Optional.empty()), true);

    assertThat(intake.done()).contains("range-nulls");
    assertThat(intake.ids()).hasSize(6_000).doesNotHaveDuplicates();
    assertThat(intake.take()).filteredOn(row -> row.matches("\\{\"\\w+\":\"item-\\d+\"}")).hasSize(600);
  }

  @Test
  void aQueryIsReadLikeATable() throws Exception {
    read(extract(Optional.empty(), Optional.of("SELECT id AS number, item FROM orders WHERE id <= 10;"), Optional.of("number"), 2, Optional.empty()), true);

    assertThat(intake.take()).hasSize(10);
    read(extract(Optional.empty(), Optional.of("SELECT item FROM orders WHERE id <= 3"), Optional.empty(), 2, Optional.empty()), true);
    assertThat(new TreeSet<>(intake.take().stream().map(row -> row.replaceAll("\"\\w+\":\"", "").replace("\"", "")).toList()))
        .containsExactly("{item-1}", "{item-2}", "{item-3}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "changed", "none"})
  void timesAndNumbersCutATableAndNothingNeedsTo(String splitBy) throws Exception {
    read(extract(Optional.of("orders"), Optional.empty(), Optional.of(splitBy).filter(name -> !name.equals("none")), 5, Optional.empty()), true);
    assertThat(intake.ids()).hasSize(ORDERS).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"orders.id", "clicks.k", "clicks.none"})
  void whereverItIsStoppedItGoesOnWithNoRowTwiceAndNoneMissing(String what) throws Exception {
    String table = what.split("\\.")[0];
    Optional<String> splitBy = Optional.of(what.split("\\.")[1]).filter(name -> !name.equals("none"));
    SqlExtract extract = extract(Optional.of(table), Optional.empty(), splitBy, 2, Optional.empty());
    int stops = 0;
    for (boolean stopped = true; stopped; stops++) {
      intake.stopAfter(2);
      try {
        read(extract, true);
        stopped = false;
      } catch (InterruptedException stop) {
        assertThat(stops).isLessThan(50);
      }
    }
    assertThat(stops).isGreaterThan(2);
    assertThat(intake.ids()).hasSize(table.equals("orders") ? ORDERS : 6_000).doesNotHaveDuplicates();
  }

  @Test
  void whatIsReadOnceForGoodIsNotReadAgainAndWhatIsReadEveryNowAndThenIs() throws Exception {
    SqlExtract extract = extract(Optional.of("orders"), Optional.empty(), Optional.of("id"), 3, Optional.empty());
    read(extract, true);
    assertThat(intake.take()).hasSize(ORDERS);
    read(extract, true);
    assertThat(intake.take()).isEmpty();
    read(extract, false);
    assertThat(intake.take()).hasSize(ORDERS);
    read(extract, false);
    assertThat(intake.take()).hasSize(ORDERS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"id", "changed", "none"})
  void ofWhatGrowsOnlyNewRowsAreRead(String splitBy) throws Exception {
    SqlExtract extract = extract(Optional.of("orders"), Optional.empty(), Optional.of(splitBy).filter(name -> !name.equals("none")), 3, Optional.of("id"));
    read(extract, false);
    assertThat(intake.take()).hasSize(ORDERS);
    read(extract, false);
    assertThat(intake.take()).isEmpty();

    order(ORDERS + 1, ORDERS + 7);
    read(extract, false);
    assertThat(intake.take()).hasSize(7).allMatch(row -> row.contains(":500"));
  }

  @Test
  void aRowThatHasChangedIsAnotherRecord() throws Exception {
    SqlExtract extract = extract(Optional.of("orders"), Optional.empty(), Optional.of("id"), 3, Optional.of("changed"));
    read(extract, false);
    List<String> before = intake.ids();
    intake.take();

    execute("UPDATE orders SET price = 1.50, changed = TIMESTAMP '2026-11-21 00:00:00' WHERE id = 17");
    read(extract, false);
    assertThat(intake.ids()).singleElement().asString().isEqualTo("shop:17@2026-11-21T00:00").isNotIn(before);
    assertThat(before).contains("shop:17@2026-11-20T00:00:17");
  }

  @Test
  void aRangeThatFailsIsTriedAgainAloneAndGoesOnBehindWhatHasBeenDelivered() throws Exception {
    FlakyDriver.breakAfter(url(), "< ? ORDER BY", 1_200, 1);
    read(flaky(2, 5), true);

    assertThat(intake.ids()).hasSize(ORDERS).doesNotHaveDuplicates();
    assertThat(FlakyDriver.statements()).hasSize(3);
    assertThat(FlakyDriver.statements()).filteredOn(sql -> sql.contains("< ?")).hasSize(2);
    assertThat(FlakyDriver.statements()).filteredOn(sql -> sql.contains(">= ?") && sql.contains("< ?")).hasSize(1);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void aRangeThatFailsForGoodIsNamedAndIsAllThatTheNextRunReads() throws Exception {
    FlakyDriver.breakAfter(url(), "< ? ORDER BY", 100, 3);
    read(flaky(2, 3), true);

    assertThat(intake.failures()).containsOnlyKeys("range-0").containsValue("the line is cut");
    assertThat(pauses).containsExactly(500L, 1_000L);
    assertThat(intake.ids()).hasSize(ORDERS / 2 + 1);
    read(flaky(2, 3), true);
    assertThat(intake.ids()).hasSize(ORDERS).doesNotHaveDuplicates();
  }

  @Test
  void whatIsNotThereIsSaidAtOnce() {
    assertProblem(extract(Optional.of("nothing"), Optional.empty(), Optional.empty(), 1, Optional.empty()),
        "sql.table: expected a table or a view that there is and that may be read, found none called 'nothing'; its schema may be needed, as in sales.orders");
    assertProblem(extract(Optional.of("orders"), Optional.empty(), Optional.of("nr"), 1, Optional.empty()), "sql.split-by: expected one of the columns ");
    assertProblem(extract(Optional.of("orders"), Optional.empty(), Optional.empty(), 1, Optional.of("item")),
        "sql.growing: expected a column of whole or decimal numbers, of dates or of timestamps, found '");
    assertProblem(extract(Optional.empty(), Optional.of("SELECT item, item FROM orders"), Optional.empty(), 1, Optional.empty()), "");
    assertProblem(extract(Optional.empty(), Optional.of("SELEKT 1"), Optional.empty(), 1, Optional.empty()), "source shop: the database cannot be read, after 1 attempt: ");
    assertThat(pauses).isEmpty();
  }

  protected void read(SqlExtract extract, boolean once) throws Exception {
    Source source = new Source("shop", extract, "orders", Optional.empty(), once ? Optional.empty() : Optional.of(Duration.ofSeconds(1)), "orders-dlq", List.of(), Optional.empty());
    new SqlSource(source, Meters.NONE, new Backoff(() -> 0, pauses::add)).read(intake);
  }

  protected SqlExtract extract(Optional<String> table, Optional<String> query, Optional<String> splitBy, int ranges, Optional<String> growing) {
    return new SqlExtract(url(), Optional.empty(), Optional.empty(), table, query, splitBy, ranges, growing, 100, 3, 3, Optional.empty());
  }

  private SqlExtract flaky(int ranges, int attempts) {
    return new SqlExtract(FlakyDriver.url(url()), Optional.empty(), Optional.empty(), Optional.of("orders"), Optional.empty(), Optional.of("id"), ranges, Optional.empty(),
        100, 3, attempts, Optional.empty());
  }

  protected void execute(String sql) throws SQLException {
    try (Connection connection = connect(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private void assertProblem(SqlExtract extract, String message) {
    assertThatExceptionOfType(SourceException.class).isThrownBy(() -> read(extract, true)).withMessageStartingWith(message);
  }

  private void order(int from, int to) throws SQLException {
    try (Connection connection = connect(); PreparedStatement order = connection.prepareStatement("INSERT INTO orders VALUES (?, ?, ?, ?)")) {
      for (int id = from; id <= to; id++) {
        order.setLong(1, id);
        order.setString(2, "item-" + id);
        order.setBigDecimal(3, new BigDecimal(id + ".50"));
        order.setTimestamp(4, Timestamp.valueOf(LocalDateTime.of(2026, 11, 20, 0, 0).plusSeconds(id)));
        order.addBatch();
      }
      order.executeBatch();
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url());
  }
}
