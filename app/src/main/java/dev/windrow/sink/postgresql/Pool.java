package dev.windrow.sink.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.windrow.config.Sink.Database;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens pools of connections. A database that hangs is noticed: each wait for it has an end. What the URL says besides wins. */
final class Pool {

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than the statement's own limit: then it is the database that ends it, and says so. */
  private static final int ANSWER_BEYOND_STATEMENT_S = 15;

  private Pool() {}

  /** Connects when a connection is asked for. */
  static HikariDataSource open(Database database, String name, int connections, Limits limits) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(database.url());
    database.user().ifPresent(config::setUsername);
    database.password().ifPresent(config::setPassword);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(limits.connection().toMillis());
    config.setValidationTimeout(Math.min(CONNECT.toMillis(), limits.connection().toMillis()));
    config.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
    config.setAutoCommit(false);
    config.setReadOnly(limits.readOnly());
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("connectTimeout", Long.toString(CONNECT.toSeconds()));
    config.addDataSourceProperty("loginTimeout", Long.toString(2 * CONNECT.toSeconds()));
    config.addDataSourceProperty("socketTimeout", Long.toString(limits.statement().toSeconds() + ANSWER_BEYOND_STATEMENT_S));
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("options", "-c lock_timeout=" + limits.lock().toMillis() + " -c statement_timeout=" + limits.statement().toMillis());
    return new HikariDataSource(config);
  }

  /** How long it may take. */
  record Limits(Duration connection, Duration lock, Duration statement, boolean readOnly) {

    /** For those who go on trying. */
    static final Limits LOADING = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30), false);

    /** For those whom somebody waits for. */
    static final Limits ASKING = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(8), true);
  }
}
