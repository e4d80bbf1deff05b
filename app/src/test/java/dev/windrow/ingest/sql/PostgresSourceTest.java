package dev.windrow.ingest.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.windrow.config.SqlExtract;
import dev.windrow.ingest.SourceException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PostgresSourceTest extends SqlSourceContract {

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Override
  String url() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  @Test
  void valuesOfEachTypeBecomeJson() throws Exception {
    execute("CREATE TABLE \"T\" (i INT, n NUMERIC, d DOUBLE PRECISION, r REAL, b BOOLEAN, x BYTEA, day DATE, at TIMESTAMP, z TIMESTAMPTZ, j JSON, jb JSONB, u UUID, a INT[],"
        + " t TEXT, nan NUMERIC, nothing INT)");
    execute("INSERT INTO \"T\" VALUES (7, 1.500, 0.1, 0.1, TRUE, '\\x00ff', '2026-11-20', '2026-11-20 10:15:30.123456', '2026-11-20 10:15:30+01', '{\"a\": [1, 2.50]}',"
        + " '{\"b\": 1.10}', '00000000-0000-0000-0000-000000000001', '{1,NULL,3}', E'a\"b', 'NaN', NULL)");
    try {
      read(extract(Optional.of("public.T"), Optional.empty(), Optional.of("n"), 2, Optional.empty()), true);
      assertThat(intake.take()).containsExactly("{\"i\":7,\"n\":1.500,\"d\":0.1,\"r\":0.1,\"b\":true,\"x\":\"AP8=\",\"day\":\"2026-11-20\","
          + "\"at\":\"2026-11-20T10:15:30.123456Z\",\"z\":\"2026-11-20T09:15:30Z\",\"j\":{\"a\":[1,2.50]},\"jb\":{\"b\":1.10},"
          + "\"u\":\"00000000-0000-0000-0000-000000000001\",\"a\":[1,null,3],\"t\":\"a\\\"b\",\"nan\":\"NaN\"}");
      read(extract(Optional.of("public.T"), Optional.empty(), Optional.of("z"), 2, Optional.empty()), true);
      assertThat(intake.take()).hasSize(1);
    } finally {
      execute("DROP TABLE \"T\"");
    }
  }

  @Test
  void aPasswordIsNeverInAMessage() {
    SqlExtract extract = new SqlExtract("jdbc:postgresql://localhost:1/x?user=ann&password=hunter2", Optional.empty(), Optional.of("hunter2"), Optional.of("t"),
        Optional.empty(), Optional.empty(), 1, Optional.empty(), 1, 1, 1, Optional.empty());
    assertThatExceptionOfType(SourceException.class).isThrownBy(() -> read(extract, true))
        .withMessageStartingWith("source shop: the database cannot be read, after 1 attempt: ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("hunter2"));
  }

  @Test
  void withoutADriverTheMessageSaysHowToNameOne() {
    SqlExtract extract = new SqlExtract("jdbc:nothing:secret", Optional.empty(), Optional.empty(), Optional.of("t"), Optional.empty(), Optional.empty(), 1,
        Optional.empty(), 1, 1, 1, Optional.empty());
    assertThatExceptionOfType(SourceException.class).isThrownBy(() -> read(extract, true))
        .withMessage("expected a JDBC driver for jdbc:nothing, found none on the class path; sql.driver (--driver-path) names its jar, or the folder that it is in");
  }
}
