package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFailureTest {

  @ParameterizedTest
  @CsvSource({
      "08006, PASSING", "08001, PASSING", "40001, PASSING", "40P01, PASSING", "53100, PASSING", "53300, PASSING", "55P03, PASSING", "57014, PASSING", "57P01, PASSING",
      "57P03, PASSING", "58030, PASSING", "25006, PASSING", "XX000, PASSING", "'', PASSING", "1, PASSING",
      "22003, ROW", "22P02, ROW", "22021, ROW", "23502, ROW", "23514, ROW", "21000, ROW", "44000, ROW", "54000, ROW", "P0001, ROW",
      "28P01, SETUP", "28000, SETUP", "3D000, SETUP", "3F000, SETUP", "42501, SETUP", "42P01, SETUP", "42703, SETUP", "0A000, SETUP"})
  void whatAFailureMeansFollowsFromItsState(String state, SqlFailure expected) {
    assertThat(SqlFailure.of(new SQLException("x", state))).isEqualTo(expected);
  }

  @Test
  void withoutAStateItMayPass() {
    assertThat(SqlFailure.of(new SQLException("x"))).isEqualTo(SqlFailure.PASSING);
    assertThat(SqlFailure.text(new SQLException("x"))).isEqualTo("x");
  }

  @Test
  void whatThePoolAndABatchSayIsNotTheReason() {
    SQLException refused = new SQLException("wrong password", "28P01");
    assertThat(SqlFailure.of(new SQLTransientConnectionException("no connection within 5 s", "08001", refused))).isEqualTo(SqlFailure.SETUP);

    BatchUpdateException batch = new BatchUpdateException("Batch entry 0 INSERT …", "23514", new int[0]);
    batch.setNextException(new SQLException("violates a constraint", "23514"));
    assertThat(SqlFailure.text(batch)).isEqualTo("violates a constraint (SQLSTATE 23514)");
  }
}
