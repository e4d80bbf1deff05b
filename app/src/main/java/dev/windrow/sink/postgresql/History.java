package dev.windrow.sink.postgresql;

import com.zaxxer.hikari.HikariDataSource;
import dev.windrow.config.Config;
import dev.windrow.config.Sink;
import dev.windrow.value.Printable;
import dev.windrow.window.WindowPage;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowResult;
import dev.windrow.window.WindowSelection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds results in the databases that they were loaded into, as their topic has them. Blocks; thread-safe. */
public final class History implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(History.class);

  private static final int MOST_CONNECTIONS = 4;

  private final List<HikariDataSource> pools = new ArrayList<>();
  private final Map<String, Holder> holders = new LinkedHashMap<>();

  /** Connects when somebody asks. */
  public History(Config config) {
    for (Sink sink : config.sinks()) {
      if (!sink.aggregations().isEmpty()) {
        HikariDataSource pool = Pool.open(sink.postgresql(), config.applicationId() + "-history-" + sink.name(), MOST_CONNECTIONS, Pool.Limits.ASKING);
        pools.add(pool);
        sink.aggregations().forEach(name ->
            holders.putIfAbsent(name, new Holder(sink.name(), pool, new HistoryQuery(new ResultTable(sink.schema(), config.aggregation(name))))));
      }
    }
  }

  /** Where the results of an aggregation are. */
  private record Holder(String sink, HikariDataSource pool, HistoryQuery query) {}

  /** A result at its place. */
  public record Row(WindowPosition position, WindowResult result) implements WindowPage.Row {}

  /** The aggregations whose results are loaded. */
  public Set<String> names() {
    return Set.copyOf(holders.keySet());
  }

  /**
   * Windows in order: newest first, and the groups of a window in their canonical order. There may be fewer on a page than there could be.
   *
   * @param name one of {@link #names}
   * @param after only what comes after this place
   * @param limit how many at most
   * @throws HistoryUnavailableException when the database does not answer
   */
  public WindowPage<Row> find(String name, WindowSelection selection, Optional<WindowPosition> after, int limit) {
    Holder holder = holders.get(name);
    try (Connection connection = holder.pool().getConnection()) {
      WindowPage<Row> page = holder.query().find(connection, selection, after, limit);
      connection.rollback();
      return page;
    } catch (SQLException e) {
      log.warn("sink {}: results of {} were asked for and could not be read: {}", holder.sink(), name, Printable.text(SqlFailure.text(e)));
      throw new HistoryUnavailableException("the database of sink " + holder.sink() + " does not answer now", e);
    }
  }

  @Override
  public void close() {
    pools.forEach(HikariDataSource::close);
  }
}
