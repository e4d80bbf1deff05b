package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {

  @Test
  void ofEachKeyOnlyTheNewestRevisionIsWritten() {
    Batch batch = new Batch(List.of(Records.result(0, "1", 1), Records.result(1, "2", 1), Records.result(2, "1", 3), Records.result(3, "1", 2)), 4);

    Collection<Row> rows = batch.rows().get(Records.TABLE.table());

    assertThat(rows).extracting(row -> row.values().get(2) + " " + row.revision()).containsExactly("[1] 3", "[2] 1");
  }

  @Test
  void theFirstHalfEndsWhereTheSecondBegins() {
    Batch batch = new Batch(List.of(Records.result(10, "1", 1), Records.result(17, "2", 1), Records.result(18, "3", 1)), 25);

    List<Batch> halves = batch.halves();

    assertThat(halves).extracting(half -> half.records().size()).containsExactly(1, 2);
    assertThat(halves).extracting(Batch::next).containsExactly(17L, 25L);
  }

  @Test
  void theRecordThatIsRefusedIsADeadLetterAndNoRow() {
    Batch refused = new Batch(List.of(Records.result(10, "1", 1)), 11).refused("refused_23514", "violates a constraint");

    assertThat(refused.hasRows()).isFalse();
    assertThat(refused.next()).isEqualTo(11);
    assertThat(refused.refused().get(0).refusal()).contains(new Refusal(Records.TABLE.table(), "refused_23514", "violates a constraint"));
  }
}
