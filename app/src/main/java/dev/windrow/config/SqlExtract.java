package dev.windrow.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a table or a query of a database.
 *
 * @param url of JDBC
 * @param user empty for what the URL or the driver says
 * @param password a secret
 * @param table its name, with its schema where that is needed; empty when there is a query
 * @param query a SELECT; empty when there is a table
 * @param splitBy a column of numbers or times by whose ranges it is read in parallel; empty to read it in one piece
 * @param ranges how many ranges
 * @param growing a column whose values grow: only rows with higher ones than were read are read; empty to read all each time
 * @param fetchRows how many rows are fetched at a time
 * @param connections most connections at a time
 * @param attempts how often in a row a range may fail before it counts as failed
 * @param driver a jar with a JDBC driver, or a folder with jars; empty for those on the class path
 */
public record SqlExtract(
    String url,
    Optional<String> user,
    Optional<String> password,
    Optional<String> table,
    Optional<String> query,
    Optional<String> splitBy,
    int ranges,
    Optional<String> growing,
    int fetchRows,
    int connections,
    int attempts,
    Optional<Path> driver)
    implements Extract {

  static final String KIND = "sql";
  private static final Pattern SECRET = Pattern.compile("(?i)(password|passwd|pwd|secret|token|key)\\w*\\s*=|:[^/@?;]*@|/[^/@?;]+@");
  static final Range RANGES = new Range(1, 10_000);
  static final Range FETCH_ROWS = new Range(1, 1_000_000);
  static final Range CONNECTIONS = new Range(1, 256);
  static final Range ATTEMPTS = new Range(1, 1_000);

  public SqlExtract {
    RANGES.require("ranges", ranges);
    FETCH_ROWS.require("fetchRows", fetchRows);
    CONNECTIONS.require("connections", connections);
    ATTEMPTS.require("attempts", attempts);
    if (table.isPresent() == query.isPresent()) {
      throw new IllegalArgumentException("table: expected either a table or a query, found " + (table.isPresent() ? "both" : "neither"));
    }
  }

  /** Whether an address says a password. */
  static boolean holdsSecret(String url) {
    return SECRET.matcher(url).find();
  }

  @Override
  public String kind() {
    return KIND;
  }

  /** Without what may be a secret. */
  @Override
  public String toString() {
    return "SqlExtract[" + table.or(() -> query).orElseThrow() + "]";
  }
}
