package dev.windrow.sink.postgresql;

import static dev.windrow.sink.postgresql.Records.TABLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResultTableTest {

  @Test
  void theTableHasAColumnForEachFieldAndTheGroupInItsKey() {
    assertThat(TABLE.table().create()).isEqualTo("CREATE TABLE \"public\".\"by_event_type\" (\"window_start\" timestamp with time zone NOT NULL,"
        + " \"window_end\" timestamp with time zone NOT NULL, \"group_key\" text COLLATE \"C\" NOT NULL, \"event_type\" text, \"count\" bigint NOT NULL,"
        + " \"sum_value\" numeric, \"avg_value\" numeric, \"min_value\" numeric, \"max_value\" numeric, \"status\" text NOT NULL, \"revision\" bigint NOT NULL,"
        + " PRIMARY KEY (\"window_start\", \"window_end\", \"group_key\"))");
  }

  @Test
  void aRowIsWrittenOverUnlessItsRevisionIsNewer() {
    assertThat(TABLE.table().upsert())
        .startsWith("INSERT INTO \"public\".\"by_event_type\" AS kept (\"window_start\", ")
        .contains(" ON CONFLICT (\"window_start\", \"window_end\", \"group_key\") DO UPDATE SET \"event_type\" = excluded.\"event_type\", ")
        .endsWith(" WHERE kept.\"revision\" <= excluded.\"revision\"");
  }

  @Test
  void namesAreQuotedWhateverTheyHaveInThem() {
    assertThat(Column.optional("a\"; DROP TABLE x; --", Column.Type.NUMBER).definition()).isEqualTo("\"a\"\"; DROP TABLE x; --\" numeric");
  }

  @Test
  void aResultBecomesARow() {
    Row row = Records.result(3, "\"login\"", 2).rows().get(0);

    assertThat(row.values()).isEqualTo(Arrays.asList(5_000L, 10_000L, "[\"login\"]", "login", 51L, new BigDecimal("2556.12"), new BigDecimal("50.12"), null,
        new BigDecimal("1E+30"), "revised", 2L));
    assertThat(row.revision()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"\"42\" | [\"42\"] | 42", "42 | [42] | 42", "42.0 | [42] | 42", "null | [null] |", "\"null\" | [\"null\"] | null", "true | [true] | true", "\"\" | [\"\"] | ''"})
  void groupsThatReadAlikeHaveDifferentKeys(String json, String key, String text) {
    Row row = Records.result(0, json, 1).rows().get(0);
    assertThat(row.values().get(2)).isEqualTo(key);
    assertThat(row.values().get(3)).isEqualTo(text);
  }

  @Test
  void whatIsNoResultIsADeadLetterWithItsReason() {
    assertThat(reason("no JSON")).isEqualTo("not_a_result");
    assertThat(reason("[]")).isEqualTo("not_a_result");
    assertThat(reason("")).isEqualTo("not_a_result");
    assertThat(reason("{}")).isEqualTo("not_a_result");
    assertThat(reason(Records.json("1", 1) + "x")).isEqualTo("not_a_result");
    assertThat(reason(Records.json("[1]", 1))).isEqualTo("not_a_result");
    assertThat(reason(Records.json("1", 1).replace("51", "\"51\""))).isEqualTo("not_a_result");
    assertThat(reason(Records.json("1", 1).replace("51", "5.1"))).isEqualTo("not_a_result");
    assertThat(reason(Records.json("1", 1).replace("1970-01-01T00:00:05Z", "yesterday"))).isEqualTo("not_a_result");
    for (String json : List.of("\"1970-01-01T00:00:05Z\"", "\"1970-01-01T00:00:10Z\"", "1}")) {
      assertThat(reason(Records.json("1", 1).replace(json, json.equals("1}") ? "null}" : "null"))).as(json).isEqualTo("not_a_result");
    }
    assertThat(reason(Records.json("1", 1).replace("\"count\":51,", ""))).isEqualTo("other_fields");
    assertThat(reason(Records.json("\"\\u0000\"", 1))).isEqualTo("zero_character");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e131072", "-1e2000000000", "1e-16384", "1e-2000000000", "0e2000000000"})
  void aNumberThatPostgresqlHasNoPlaceForIsADeadLetterAndIsNotWrittenOut(String number) {
    assertThat(reason(Records.json("1", 1).replace("2556.12", number))).isEqualTo("not_a_result");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9e131071", "1e-16383", "0", "-0.0"})
  void aNumberThatPostgresqlHasAPlaceForIsTaken(String number) {
    assertThat(TABLE.decode(Records.record(0, Records.json("1", 1).replace("2556.12", number))).rows()).hasSize(1);
  }

  @Test
  void aResultOfAnotherAggregationIsNothing() {
    Decoded other = TABLE.decode(Records.record(0, Records.json("1", 1).replace("by-event-type", "other")));
    assertThat(other.rows()).isEmpty();
    assertThat(other.refusal()).isEmpty();
  }

  private static String reason(String value) {
    Decoded decoded = TABLE.decode(Records.record(0, value));
    assertThat(decoded.rows()).isEmpty();
    return decoded.refusal().orElseThrow().reason();
  }
}
