package dev.windrow.ingest.sql;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.windrow.config.SqlExtract;
import dev.windrow.ingest.SourceException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** Connections that only read, a bounded number of them. Thread-safe. */
final class Database implements AutoCloseable {

  private static final long CONNECTED_WITHIN_MS = TimeUnit.SECONDS.toMillis(10);

  private final HikariDataSource pool;
  private final int fetchRows;

  private Database(HikariDataSource pool, int fetchRows) {
    this.pool = pool;
    this.fetchRows = fetchRows;
  }

  /** Does not connect yet. */
  static Database open(String source, SqlExtract extract) throws SourceException {
    Properties properties = new Properties();
    extract.user().ifPresent(user -> properties.put("user", user));
    extract.password().ifPresent(password -> properties.put("password", password));
    HikariConfig config = new HikariConfig();
    config.setPoolName("windrow-" + source);
    config.setDataSource(new DriverDataSource(Drivers.of(extract.url(), extract.driver()), extract.url(), properties));
    config.setMaximumPoolSize(extract.connections());
    config.setMinimumIdle(0);
    config.setConnectionTimeout(CONNECTED_WITHIN_MS);
    config.setInitializationFailTimeout(-1);
    config.setReadOnly(true);
    config.setAutoCommit(false);
    return new Database(new HikariDataSource(config), extract.fetchRows());
  }

  Connection connection() throws SQLException {
    return pool.getConnection();
  }

  /** The rows of a statement come as they are asked for, {@code fetchRows} at a time: drivers that can do so need a transaction for it. */
  PreparedStatement prepare(Connection connection, Relation.Statement statement) throws SQLException {
    PreparedStatement prepared = connection.prepareStatement(statement.sql(), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
    prepared.setFetchSize(fetchRows);
    for (int i = 0; i < statement.parameters().size(); i++) {
      statement.parameters().get(i).kind().bind(prepared, i + 1, statement.parameters().get(i).text());
    }
    return prepared;
  }

  /** Also ends what is being read. */
  @Override
  public void close() {
    pool.close();
  }
}
