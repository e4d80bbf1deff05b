package dev.windrow.config;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where results and raw events are loaded to.
 *
 * @param name names what is kept of it: where loading goes on, its consumer group, its metrics
 * @param postgresql the database
 * @param schema of the tables
 * @param aggregations names of those whose results are loaded, each into a table of its own
 * @param events topics that are loaded as they are, each into a table of its own
 * @param batchRows a transaction begins when so many rows wait
 * @param batchEvery or when one has waited so long
 * @param deadLetters where goes what the database refuses
 */
public record Sink(
    String name,
    Database postgresql,
    String schema,
    List<String> aggregations,
    List<String> events,
    int batchRows,
    Duration batchEvery,
    String deadLetters) {

  /** The table with how far a sink is; no other can be called so. */
  public static final String OFFSETS_TABLE = "windrow_offsets";

  /** The column with a whole group, as the key has it. */
  public static final String GROUP_COLUMN = "group_key";

  static final Range BATCH_ROWS = new Range(1, 100_000);
  static final Range BATCH_EVERY_MS = new Range(1, Range.HOUR_MS);

  /** PostgreSQL cuts longer names off, and two may be the same then. */
  private static final int LONGEST_IDENTIFIER_BYTES = 63;

  public Sink {
    Names.SOURCE.require("name", name);
    Names.TOPIC.require("deadLetters", deadLetters);
    BATCH_ROWS.require("batchRows", batchRows);
    BATCH_EVERY_MS.requireMs("batchEvery", batchEvery);
    aggregations = List.copyOf(aggregations);
    events = List.copyOf(events);
  }

  /**
   * A PostgreSQL database.
   *
   * @param url of JDBC, without user and password
   * @param user empty for what the driver says
   * @param password a secret
   * @param connections most connections at a time, and so transactions
   */
  public record Database(String url, Optional<String> user, Optional<String> password, int connections) {

    static final Range CONNECTIONS = new Range(1, 100);

    public Database {
      CONNECTIONS.require("connections", connections);
    }

    /** Without what may be a secret. */
    @Override
    public String toString() {
      return "Database[" + url + "]";
    }
  }

  /** The table for an aggregation or a topic: one that SQL need not quote, as a rule. */
  public static String table(String name) {
    return name.replace('-', '_').replace('.', '_');
  }

  /** Whether PostgreSQL takes it for a name as it is, in quotation marks. */
  static boolean isIdentifier(String name) {
    return !name.isEmpty() && name.indexOf('\0') < 0 && name.getBytes(StandardCharsets.UTF_8).length <= LONGEST_IDENTIFIER_BYTES;
  }
}
