package dev.windrow.cli;

import static dev.windrow.cli.SourceOptions.put;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code windrow ingest sql}: a table or a query of a database. */
@Command(
    name = "sql",
    header = "Bring the rows of a database into Kafka.",
    description = {
      "",
      "Reads a table or a query, ranges of it in parallel. With --growing a second start reads only rows that are new. The password is taken from a file, or from"
          + " WINDROW_SQL_PASSWORD.",
    },
    footer = {
      "",
      "Examples:",
      "  windrow ingest sql --url jdbc:postgresql://localhost:5432/shop --user ann --table orders",
      "  windrow ingest sql --url jdbc:postgresql://localhost:5432/shop --table orders --split-by id --ranges 8 --growing id",
    })
final class IngestSql implements Callable<Integer> {

  @Option(names = "--url", required = true, paramLabel = "URL", description = "The address of JDBC.")
  private String url;

  @Option(names = "--user", paramLabel = "NAME", description = "Who asks.")
  private String user;

  @Option(names = "--password-file", paramLabel = "FILE", description = "A file with the password.")
  private String passwordFile;

  @Option(names = "--table", paramLabel = "TABLE", description = "The table to read.")
  private String table;

  @Option(names = "--query", paramLabel = "SELECT", description = "The query to read, instead of a table.")
  private String query;

  @Option(names = "--split-by", paramLabel = "COLUMN", description = "Read ranges of this column in parallel.")
  private String splitBy;

  @Option(names = "--ranges", paramLabel = "N", description = "How many ranges (default: 4).")
  private String ranges;

  @Option(names = "--growing", paramLabel = "COLUMN", description = "Read only rows whose value is higher than any that was read.")
  private String growing;

  @Option(names = "--driver-path", paramLabel = "PATH", description = "A jar with the JDBC driver of the database, or a folder with jars; PostgreSQL's is there already.")
  private String driverPath;

  @Mixin
  private SourceOptions source;

  @Mixin
  private IngestOptions options;

  @Override
  public Integer call() throws Exception {
    return options.run(options.load(source.sets("sql", extract())));
  }

  private ObjectNode extract() {
    ObjectNode sql = SourceOptions.extract();
    put(sql, "url", url);
    put(sql, "user", user);
    sql.put("password", passwordFile == null ? "${WINDROW_SQL_PASSWORD:none}" : "${file:" + passwordFile + "}");
    put(sql, "table", table);
    put(sql, "query", query);
    put(sql, "split-by", splitBy);
    put(sql, "ranges", ranges);
    put(sql, "growing", growing);
    put(sql, "driver", driverPath);
    return sql;
  }
}
