package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.Group;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartialBuilderTest {

  private static final Partial COMPLETE = new Partial(
      "events", 1, 4, 10, 20, 3_000, Partial.NOT_IDLE, 1_000_000, false, true, List.of(new Partial.LedgerEntry("a-1", Counts.NONE)), List.of());

  private final PartialBuilder builder = new PartialBuilder(0);
  private int windows;

  @Test
  void batchWithoutEntriesIsOnePartialThatTellsWhereTheSourceIs() {
    assertThat(builder.build(COMPLETE)).containsExactly(COMPLETE);
  }

  @Test
  void entriesThatFitStandInTheCompletePartial() {
    add(100, 7);

    List<Partial> partials = builder.build(COMPLETE);

    assertThat(partials).hasSize(1);
    assertThat(partials.get(0).complete()).isTrue();
    assertThat(partials.get(0).entries()).extracting(Partial.Entry::windowStart).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L);
  }

  @Test
  void whatDoesNotFitGoesAheadInPartialsThatMoveNothing() {
    add(100_000, 5);

    List<Partial> partials = builder.build(COMPLETE);

    assertThat(partials).extracting(partial -> partial.entries().size()).containsExactly(2, 2, 1);
    assertThat(partials).extracting(Partial::complete).containsExactly(false, false, true);
    assertThat(partials).extracting(partial -> partial.ledger().size()).containsExactly(0, 0, 1);
    assertThat(partials).extracting(Partial::from).containsOnly(10L);
  }

  @Test
  void entryThatIsLargerThanAPartialStandsAlone() {
    add(10, 1);
    add(1_000_000, 1);
    add(10, 1);

    assertThat(builder.build(COMPLETE)).extracting(partial -> partial.entries().size()).containsExactly(1, 1, 1);
  }

  @Test
  void entriesStandInTheOrderInWhichTheyAreKept() {
    add("b-1", 0, "a");
    add("a-1", 5, "é");
    add("a-1", 5, "b");
    add("a-1", 0, "c");
    add("a-1", 5, "z");

    assertThat(builder.build(COMPLETE).get(0).entries())
        .extracting(entry -> entry.aggregation() + " " + entry.windowStart() + " " + entry.group().values().get(0))
        .containsExactly("a-1 0 c", "a-1 5 b", "a-1 5 z", "a-1 5 é", "b-1 0 a");
  }

  @Test
  void nextBatchStartsAnew() {
    add(100_000, 5);
    builder.build(COMPLETE);

    assertThat(builder.build(COMPLETE)).containsExactly(COMPLETE);
  }

  private void add(String aggregation, long start, String group) {
    builder.add(aggregation, start, Group.of(List.of(group)).bytes(), new Accumulator(0));
  }

  private void add(int groupBytes, int entries) {
    byte[] group = ("[\"" + "x".repeat(groupBytes) + "\"]").getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < entries; i++) {
      builder.add("a-1", windows++, group, new Accumulator(0));
    }
  }
}
