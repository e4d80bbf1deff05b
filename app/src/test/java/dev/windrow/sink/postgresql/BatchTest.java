package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
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
  void aRecordForTwoTablesIsHalvedAndIsBehindUsAfterTheLast() {
    Row result = Records.result(10, "1", 1).rows().get(0);
    Row event = new EventTable("public", "event-aggregates").decode(Records.record(10, "{}")).rows().get(0);
    Refusal why = new Refusal(event.table(), "r", "d");
    Batch batch = new Batch(List.of(new Decoded(Records.record(10, "{}"), List.of(result, event), Optional.of(why))), 13);

    List<Batch> halves = batch.halves();

    assertThat(batch.isSmallest()).isFalse();
    assertThat(halves).allMatch(Batch::isSmallest);
    assertThat(halves).extracting(half -> half.records().get(0).rows()).containsExactly(List.of(result), List.of(event));
    assertThat(halves).extracting(half -> half.refused().size()).containsExactly(0, 1);
    assertThat(halves).extracting(Batch::next).containsExactly(10L, 13L);
  }

  @Test
  void theRecordThatIsRefusedIsADeadLetterAndNoRow() {
    Batch refused = new Batch(List.of(Records.result(10, "1", 1)), 11).refused("refused_23514", "violates a constraint");

    assertThat(refused.hasRows()).isFalse();
    assertThat(refused.next()).isEqualTo(11);
    assertThat(refused.refused().get(0).refusal()).contains(new Refusal(Records.TABLE.table(), "refused_23514", "violates a constraint"));
  }
}
