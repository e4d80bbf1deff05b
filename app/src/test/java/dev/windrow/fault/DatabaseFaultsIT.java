package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Postgres;
import dev.windrow.it.Scenario;
import dev.windrow.it.TableLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A database that takes no rows for longer than anybody likes: the loader says so once, waits, and afterwards each field of each row is what the topic has. */
@Tag("faults")
@Timeout(1_000)
final class DatabaseFaultsIT {

  private static final Duration LOCK = Duration.ofMinutes(1);
  private static final int BEFORE = 1_000;

  /** More than fits into what a table has allocated ahead. */
  private static final int MEANWHILE = 10_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void aTableThatIsLockedForAMinute() throws Exception {
    Postgres postgres = scenario.closeLater(Postgres.start());
    TableLoad load = loaded(postgres);
    AtomicInteger attempts = new AtomicInteger();

    FaultRun.strikes(() -> attempts.set(load.lock(LOCK, () -> load.send(BEFORE, MEANWHILE))));

    assertThat(attempts.get()).as("attempts to get past the lock").isGreaterThan(3);
    load.awaitAll(BEFORE + MEANWHILE);
    assertSaidOnce(load, "SQLSTATE 55P03");
    assertThat(Long.parseLong(load.recoveries().get(0).replace(" s", ""))).isGreaterThanOrEqualTo(LOCK.toSeconds());
    scenario.say("%d attempts were seen to wait for the lock", attempts.get());
  }

  /** The rest of the database has room: its log, and what it keeps of itself. */
  @Test
  @Tag("short")
  void theDiskUnderTheTablesIsFull() throws Exception {
    Path mount = scenario.dir().resolve("disk");
    Tmpfs disk = scenario.closeLater(Tmpfs.mount(mount, 48));
    Postgres postgres = scenario.closeLater(Postgres.start());
    postgres.execute("CREATE TABLESPACE small LOCATION '" + Files.createDirectory(mount.resolve("tables")) + "'");
    postgres.execute("ALTER DATABASE postgres SET default_tablespace = small");
    TableLoad load = loaded(postgres);

    FaultRun.strikes(disk::fill);
    load.send(BEFORE, MEANWHILE);
    scenario.until("it is said that the disk is full", () -> load.waits().stream().anyMatch(why -> why.contains("No space left on device")));
    scenario.say("with %,d rows: %s", load.rows(), load.waits().get(0));
    assertThat(load.rows()).isLessThan(BEFORE + MEANWHILE);
    disk.makeRoom();

    load.awaitAll(BEFORE + MEANWHILE);
    assertSaidOnce(load, "SQLSTATE 53100");
  }

  /** Its log has no room either: it may end by that, and cannot come back before there is some. */
  @Test
  void theDiskUnderTheWholeDatabaseIsFull() throws Exception {
    Path mount = scenario.dir().resolve("disk");
    Tmpfs disk = scenario.closeLater(Tmpfs.mount(mount, 160));
    Postgres postgres = scenario.closeLater(Postgres.startIn(Files.createDirectory(mount.resolve("database"))));
    TableLoad load = loaded(postgres);

    FaultRun.strikes(disk::fill);
    load.send(BEFORE, MEANWHILE);
    scenario.until("it is said that rows wait", () -> !load.waits().isEmpty());
    scenario.say("%s", load.waits().get(0));
    disk.makeRoom();
    scenario.until("the database is there again", Duration.ofSeconds(180), () -> isThere(postgres));

    load.awaitAll(BEFORE + MEANWHILE);
    assertThat(load.recoveries()).hasSameSizeAs(load.waits());
  }

  private TableLoad loaded(Postgres postgres) throws Exception {
    TableLoad load = TableLoad.start(scenario, postgres, "");
    load.send(0, BEFORE);
    load.await(BEFORE);
    return load;
  }

  private static void assertSaidOnce(TableLoad load, String state) {
    assertThat(load.waits()).singleElement().asString().contains(state);
    assertThat(load.recoveries()).hasSize(1);
  }

  /** By itself, or when it is started again. */
  private static boolean isThere(Postgres postgres) {
    try {
      postgres.execute("SELECT 1");
      return true;
    } catch (SQLException away) {
      return isRestarted(postgres);
    }
  }

  private static boolean isRestarted(Postgres postgres) {
    try {
      postgres.restart();
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }
}
