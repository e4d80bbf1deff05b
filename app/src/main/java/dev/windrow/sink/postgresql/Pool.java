package dev.windrow.sink.postgresql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.windrow.config.Sink.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Opens connections, one or a pool of them. A database that hangs is noticed: each wait for it has an end. What the URL says besides wins. */
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
    config.setDataSourceProperties(properties(database, name, limits));
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(0);
    config.setInitializationFailTimeout(-1);
    config.setConnectionTimeout(limits.connection().toMillis());
    config.setValidationTimeout(Math.min(CONNECT.toMillis(), limits.connection().toMillis()));
    config.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
    config.setAutoCommit(false);
    config.setReadOnly(limits.readOnly());
    return new HikariDataSource(config);
  }

  /** Connects now, once; a pool would go on trying, whatever the database has answered. */
  static Connection connect(Database database, String name, Limits limits) throws SQLException {
    Connection connection = DriverManager.getConnection(database.url(), properties(database, name, limits));
    connection.setAutoCommit(false);
    connection.setReadOnly(limits.readOnly());
    return connection;
  }

  private static Properties properties(Database database, String name, Limits limits) {
    Properties properties = new Properties();
    database.user().ifPresent(user -> properties.put("user", user));
    database.password().ifPresent(password -> properties.put("password", password));
    properties.put("reWriteBatchedInserts", "true");
    properties.put("ApplicationName", name);
    properties.put("connectTimeout", Long.toString(CONNECT.toSeconds()));
    properties.put("loginTimeout", Long.toString(2 * CONNECT.toSeconds()));
    properties.put("socketTimeout", Long.toString(limits.statement().toSeconds() + ANSWER_BEYOND_STATEMENT_S));
    properties.put("tcpKeepAlive", "true");
    properties.put("options", "-c lock_timeout=" + limits.lock().toMillis() + " -c statement_timeout=" + limits.statement().toMillis());
    return properties;
  }

  /** How long it may take. */
  record Limits(Duration connection, Duration lock, Duration statement, boolean readOnly) {

    /** For those who go on trying. */
    static final Limits LOADING = new Limits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30), false);

    /** For those who look once. */
    static final Limits CHECKING = new Limits(CONNECT, Duration.ofSeconds(2), Duration.ofSeconds(8), true);

    /** For those whom somebody waits for. */
    static final Limits ASKING = new Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), Duration.ofSeconds(8), true);
  }
}
