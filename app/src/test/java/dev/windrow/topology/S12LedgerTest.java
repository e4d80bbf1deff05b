package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.window.SourceId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rule S12: every record is accounted for. That the ledger balances is checked at the end of every other test here, too. */
class S12LedgerTest {

  private static final String TWO = """
      input: {topics: [a, b]}
      state: {retain: 20s}
      aggregations:
        - {name: types, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
        - {name: users, group-by: [user], window: {tumbling: 1s, grace: 0s}, measures: {n: count()}, output: results}
      """;

  private static final SourceId A = new SourceId("a", 0);
  private static final SourceId B = new SourceId("b", 0);

  @Test
  void s12_ledgerIsKeptPerAggregationAndSource() {
    try (WindrowHarness windrow = new WindrowHarness(TWO)) {
      windrow.pipeBatch("a", 1, user(at(3), 7), user(at(4), 7), event(at(4), "no-user"), user(at(3), 7), "not JSON");
      windrow.pipeBatch("b", 1, user(at(20), 7), user(at(1), 7));

      assertThat(windrow.ledger("types", A)).isEqualTo(new Counts(5, 4, 0, 0, 0, 0, 1));
      assertThat(windrow.ledger("users", A)).isEqualTo(new Counts(5, 2, 0, 1, 1, 0, 1));
      assertThat(windrow.ledger("types", B)).isEqualTo(new Counts(2, 1, 0, 0, 1, 0, 0));
      assertThat(windrow.ledger("users", B)).isEqualTo(new Counts(2, 1, 0, 0, 1, 0, 0));
      assertThat(windrow.results("users")).containsExactly("3-4 user=7 n=1 final 1");
      assertThat(windrow.late()).hasSize(2);
      assertThat(windrow.deadLetters()).hasSize(1);
      windrow.expectNothingMore();
    }
  }

  @Test
  void s12_expiredEventsAreTakenOutOfTheAggregated() {
    try (WindrowHarness windrow = new WindrowHarness(TWO)) {
      windrow.pipeBatch("a", 1, user(at(60), 7));
      windrow.idle("b", at(10), at(1000));
      windrow.pipeBatch("b", 1, user(at(1), 8), user(at(2), 8));

      assertThat(windrow.ledger("types", B)).isEqualTo(new Counts(2, 0, 0, 0, 0, 2, 0));
      assertThat(windrow.ledger("users", B)).isEqualTo(new Counts(2, 0, 0, 0, 0, 2, 0));
      assertThat(windrow.late()).extracting(late -> late.header(SideRecords.EXPIRED)).containsExactly("2", "1", "1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s12_countsOfASourceGoToOneMergePartition() {
    Config config = Configs.of(Configs.COUNTS);
    for (int partition = 0; partition < 5; partition++) {
      SourcePartition source = new SourcePartition(config, "events", partition, 5, 3);

      List<Combined> combined = source.batch(event(at(3), "login"), "not JSON");

      int home = partition % 3;
      assertThat(combined).filteredOn(Combined.ForMerge.class::isInstance).map(Combined.ForMerge.class::cast).hasSize(3).allSatisfy(partial ->
          assertThat(partial.partial().ledger()).isEqualTo(partial.mergePartition() == home
              ? List.of(new Partial.LedgerEntry(config.aggregations().get(0).id(), new Counts(2, 1, 0, 0, 0, 0, 1)))
              : List.of()));
    }
  }

  @Test
  void s12_ledgerThatDoesNotBalanceSaysSo() {
    assertThat(new Counts(2, 1, 0, 0, 0, 0, 0).balances()).isFalse();
    assertThat(new Counts(1, -1, 0, 0, 0, 2, 0).balances()).isFalse();
    assertThat(new Counts(7, 1, 1, 1, 1, 1, 2).balances()).isTrue();
  }

  private static String user(long timeMs, int user) {
    return "{\"timestamp\":" + timeMs + ",\"type\":\"login\",\"user\":" + user + "}";
  }
}
