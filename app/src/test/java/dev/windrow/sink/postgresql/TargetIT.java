package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.it.Postgres;
import dev.windrow.it.SharedPostgres;
import dev.windrow.sink.postgresql.Offsets.Position;
import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Rows and position go together, for one at a time. */
@ExtendWith(SharedPostgres.class)
final class TargetIT {

  private static final TopicPartition PARTITION = new TopicPartition("event-aggregates", 0);
  private static final String SCHEMA = "target_it";

  private final ResultTable results = new ResultTable(SCHEMA, Records.AGGREGATION);
  private Postgres postgres;

  @BeforeEach
  void start(Postgres shared) throws SQLException {
    postgres = shared;
    postgres.execute("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
    postgres.execute("CREATE SCHEMA " + SCHEMA);
  }

  @Test
  void tablesAreCreatedOnceAndThenFoundAsTheyShouldBe() throws Exception {
    assertThat(target(Fault.NONE).prepare()).isEmpty();
    assertThat(target(Fault.NONE).prepare()).isEmpty();
  }

  @Test
  void aLoaderThatWasTakenOverChangesNothing() throws Exception {
    Target target = target(Fault.NONE);
    target.prepare();
    Position zombie = target.claim(PARTITION, "zombie");
    Position owner = target.claim(PARTITION, "owner");

    assertThat(target.write(PARTITION, zombie, batch("1", 1, 10))).isFalse();
    assertThat(count()).isZero();
    assertThat(target.write(PARTITION, owner, batch("2", 1, 7))).isTrue();
    assertThat(target.write(PARTITION, zombie.at(7), batch("1", 1, 10))).isFalse();
    assertThat(count()).isEqualTo(1);
    assertThat(target.positions()).containsEntry(PARTITION, new Position(7, owner.epoch()));
  }

  @Test
  void aPositionThatIsNotWhereItWasLeftIsNotMoved() throws Exception {
    Target target = target(Fault.NONE);
    target.prepare();
    Position owner = target.claim(PARTITION, "owner");
    postgres.execute("UPDATE " + SCHEMA + ".windrow_offsets SET next_offset = 3");

    assertThat(target.write(PARTITION, owner, batch("1", 1, 10))).isFalse();
    assertThat(count()).isZero();
  }

  @Test
  void whoClaimsItAgainGoesOnWhereItIs() throws Exception {
    Target target = target(Fault.NONE);
    target.prepare();
    Position first = target.claim(PARTITION, "a");
    target.write(PARTITION, first, batch("1", 1, 10));
    assertThat(target.claim(PARTITION, "b")).isEqualTo(new Position(10, first.epoch() + 1));
  }

  @Test
  void anAnswerToACommitThatIsLostIsFoundOutAbout() throws Exception {
    Target sane = target(Fault.NONE);
    sane.prepare();
    Position from = sane.claim(PARTITION, "me");

    assertThatThrownBy(() -> target(Fault.ANSWER_LOST).write(PARTITION, from, batch("1", 1, 10))).hasMessageContaining("lost");

    assertThat(count()).isEqualTo(1);
    assertThat(sane.write(PARTITION, from, batch("1", 1, 10))).isTrue();
    assertThat(count()).isEqualTo(1);
    assertThat(sane.positions().get(PARTITION).next()).isEqualTo(10);
  }

  @Test
  void aCommitThatNeverArrivedIsMadeAgain() throws Exception {
    Target sane = target(Fault.NONE);
    sane.prepare();
    Position from = sane.claim(PARTITION, "me");

    assertThatThrownBy(() -> target(Fault.COMMIT_LOST).write(PARTITION, from, batch("1", 1, 10))).hasMessageContaining("lost");

    assertThat(count()).isZero();
    assertThat(sane.write(PARTITION, from, batch("1", 1, 10))).isTrue();
    assertThat(count()).isEqualTo(1);
  }

  @Test
  void aFullDiskLeavesNeitherRowsNorPosition() throws Exception {
    Target sane = target(Fault.NONE);
    sane.prepare();
    Position from = sane.claim(PARTITION, "me");

    assertThatThrownBy(() -> target(Fault.DISK_FULL).write(PARTITION, from, batch("1", 1, 10)))
        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(SqlFailure.of(e)).isEqualTo(SqlFailure.PASSING));

    assertThat(count()).isZero();
    assertThat(sane.positions().get(PARTITION).next()).isZero();
  }

  @Test
  void aRowThatIsRefusedTakesItsBatchWithIt() throws Exception {
    Target target = target(Fault.NONE);
    target.prepare();
    postgres.execute("ALTER TABLE " + SCHEMA + ".by_event_type ADD CHECK (event_type <> 'evil')");
    Position from = target.claim(PARTITION, "me");
    Batch batch = new Batch(List.of(result(0, "\"good\"", 1), result(1, "\"evil\"", 1)), 2);

    assertThatThrownBy(() -> target.write(PARTITION, from, batch))
        .isInstanceOfSatisfying(SQLException.class, e -> assertThat(SqlFailure.of(e)).isEqualTo(SqlFailure.ROW));
    assertThat(count()).isZero();
  }

  private enum Fault {
    NONE,
    /** It is committed, but nobody hears of it. */
    ANSWER_LOST,
    COMMIT_LOST,
    DISK_FULL
  }

  private Target target(Fault fault) {
    return new Target(new Faulty(fault), List.of(results.table()), new Offsets(SCHEMA, "windrow-warehouse"));
  }

  private Batch batch(String group, long revision, long next) {
    return new Batch(List.of(result(next - 1, group, revision)), next);
  }

  private Decoded result(long offset, String group, long revision) {
    return results.decode(Records.record(offset, Records.json(group, revision)));
  }

  private int count() throws SQLException {
    try (Connection connection = postgres.connect(); Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT count(*) FROM " + SCHEMA + ".by_event_type")) {
      row.next();
      return row.getInt(1);
    }
  }

  /** Connections that fail where a test wants it. */
  private final class Faulty implements DataSource {

    private final Fault fault;

    Faulty(Fault fault) {
      this.fault = fault;
    }

    @Override
    public Connection getConnection() throws SQLException {
      Connection real = postgres.connect();
      return (Connection) Proxy.newProxyInstance(TargetIT.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
        if (fault == Fault.DISK_FULL && method.getName().equals("prepareStatement")) {
          throw new SQLException("could not extend file: No space left on device", "53100");
        }
        boolean commits = method.getName().equals("commit");
        if (commits && fault == Fault.COMMIT_LOST) {
          real.close();
          throw new SQLException("the connection is lost", "08006");
        }
        Object result = invoke(method, real, arguments);
        if (commits && fault == Fault.ANSWER_LOST) {
          throw new SQLException("the answer is lost", "08006");
        }
        return result;
      });
    }

    private static Object invoke(java.lang.reflect.Method method, Object on, Object[] arguments) throws Throwable {
      try {
        return method.invoke(on, arguments);
      } catch (InvocationTargetException e) {
        throw e.getCause();
      }
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
      return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
      return 0;
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getGlobal();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
      return false;
    }
  }
}
