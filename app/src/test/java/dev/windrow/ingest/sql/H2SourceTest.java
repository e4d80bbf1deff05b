package dev.windrow.ingest.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A database that runs in this process. */
class H2SourceTest extends SqlSourceContract {

  @Override
  String url() {
    return "jdbc:h2:mem:windrow;DB_CLOSE_DELAY=-1";
  }

  @Test
  void valuesOfEachTypeBecomeJson() throws Exception {
    execute("CREATE TABLE t (i INT, n NUMERIC(20, 3), d DOUBLE PRECISION, b BOOLEAN, x VARBINARY(4), dat DATE, at TIMESTAMP(9), z TIMESTAMP WITH TIME ZONE, j JSON, nothing INT)");
    execute("INSERT INTO t VALUES (7, 1.500, 0.1, TRUE, X'00ff', DATE '2026-11-20', TIMESTAMP '2026-11-20 10:15:30.123456789',"
        + " TIMESTAMP WITH TIME ZONE '2026-11-20 10:15:30+01:00', '{\"a\":[1,2.50]}' FORMAT JSON, NULL)");
    try {
      read(extract(Optional.of("t"), Optional.empty(), Optional.of("i"), 2, Optional.empty()), true);
      assertThat(intake.take()).containsExactly("{\"I\":7,\"N\":1.500,\"D\":0.1,\"B\":true,\"X\":\"AP8=\",\"DAT\":\"2026-11-20\","
          + "\"AT\":\"2026-11-20T10:15:30.123456789Z\",\"Z\":\"2026-11-20T09:15:30Z\",\"J\":{\"a\":[1,2.50]}}");
    } finally {
      execute("DROP TABLE t");
    }
  }
}
