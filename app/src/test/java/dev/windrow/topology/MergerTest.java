package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Config;
import dev.windrow.config.Guarantee;
import dev.windrow.window.SourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MergerTest {

  private static final String TWO_AGGREGATIONS = """
      input: {topics: [events]}
      aggregations:
        - {name: kept, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
        - {name: gone, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
      """;

  private static final String ONE_AGGREGATION = """
      input: {topics: [events]}
      aggregations:
        - {name: kept, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
      """;

  /** For two groups of a letter each. */
  private static final int BLOCK_BYTES = 20;

  private final Config config = Configs.of(Configs.COUNTS);
  private final MemoryStore windows = new MemoryStore();
  private final MemoryStore sources = new MemoryStore();
  private final SourcePartition first = new SourcePartition(config, "events", 0, 2, 1).caughtUp(true);
  private final SourcePartition second = new SourcePartition(config, "events", 1, 2, 1).caughtUp(true);

  @Test
  void entriesOfAPartialAreMergedBeforeItsOwnClockClosesTheirWindow() {
    Merger merger = merger(config);

    assertThat(merge(merger, second.partial(event(at(60), "x")))).isEmpty();
    assertThat(merge(merger, first.partial(event(at(4), "a"), event(at(7), "x")))).containsExactly("0 [\"a\"] n=1 FINAL 1");
  }

  @Test
  void entriesOfAllPartialsOfABatchAreMergedBeforeItsClockCloses() {
    Merger merger = merger(config);
    merge(merger, second.partial(event(at(60), "x")));
    Partial complete = first.partial(event(at(4), "a"), event(at(7), "x"));
    Partial ahead = complete.incomplete(complete.entries().subList(0, 1));
    Partial last = complete.with(complete.entries().subList(1, 2));

    assertThat(merge(merger, ahead)).isEmpty();
    assertThat(merger.watermark()).isZero();
    assertThat(merge(merger, last)).containsExactly("0 [\"a\"] n=1 FINAL 1");
    assertThat(state(0).next()).isEqualTo(2);
  }

  @Test
  void incompletePartialMovesNeitherClockNorOffsetNorLedger() {
    Merger merger = merger(config);
    Partial complete = first.partial(event(at(4), "a"));

    merge(merger, complete.incomplete(complete.entries()));

    assertThat(state(0)).isEqualTo(SourceState.UNHEARD);
  }

  @Test
  void storeHearsOfSumsOfOpenWindowsBeforeACommitAndWhenTheirWindowsClose() {
    Merger merger = merger(config);
    List<String> results = new ArrayList<>();
    mergeOnly(merger, first.partial(event(at(3), "a"), event(at(4), "a")), results);
    mergeOnly(merger, second.partial(event(at(3), "a"), event(at(6), "b")), results);
    assertThat(rows()).isZero();

    merger.beforeCommit();
    assertThat(rows()).isEqualTo(2);
    merger.beforeCommit();
    mergeOnly(merger, first.partial(event(at(4), "a"), event(at(6), "b"), event(at(8), "c")), results);
    assertThat(rows()).isEqualTo(2);

    mergeOnly(merger, second.partial(event(at(4), "d"), event(at(7), "c")), results);
    assertThat(results).containsExactly("0 [\"a\"] n=4 FINAL 1", "0 [\"d\"] n=1 FINAL 1");
    assertThat(rows()).isEqualTo(3);

    merger.beforeCommit();
    assertThat(rows()).isEqualTo(4);
    assertThat(merge(merger(config), second.partial(event(at(12), "x")))).isEmpty();
    assertThat(merge(merger(config), first.partial(event(at(12), "x")))).containsExactly("5000 [\"b\"] n=2 FINAL 1", "5000 [\"c\"] n=2 FINAL 1");
  }

  @Test
  void whatTheStoreHasNotHeardOfIsCountedAsOpen() {
    Merger merger = merger(config);
    mergeOnly(merger, first.partial(event(at(1), "a"), event(at(9), "a")), new ArrayList<>());
    assertThat(kept(merger)).isEqualTo("counts 2 0");
    merger.beforeCommit();
    assertThat(kept(merger)).isEqualTo("counts 2 2");
  }

  @Test
  void newMergerGoesOnWhereTheLastOneWas() {
    merge(merger(config), first.partial(event(at(4), "a")));
    merge(merger(config), second.partial(event(at(3), "a"), event(at(6), "b")));
    assertThat(merge(merger(config), second.partial(event(at(12), "x")))).isEmpty();
    assertThat(merge(merger(config), first.partial(event(at(7), "x")))).containsExactly("0 [\"a\"] n=2 FINAL 1");
    assertThat(merge(merger(config), first.partial(event(at(12), "x")))).containsExactly("5000 [\"b\"] n=1 FINAL 1", "5000 [\"x\"] n=1 FINAL 1");
  }

  @Test
  void aWindowWithManyGroupsIsFinishedSomeAtATime() {
    Merger merger = merger(config, 2);
    merge(merger, second.partial(event(at(60), "x")));
    assertThat(merge(merger, first.partial(event(at(1), "a"), event(at(1), "b"), event(at(1), "c"), event(at(2), "d"), event(at(3), "e"), event(at(8), "x"))))
        .containsExactly("0 [\"a\"] n=1 FINAL 1", "0 [\"b\"] n=1 FINAL 1");
    assertThat(merger.isBehind()).isTrue();

    assertThat(goOn(merger)).containsExactly("0 [\"c\"] n=1 FINAL 1", "0 [\"d\"] n=1 FINAL 1");
    assertThat(goOn(merger)).containsExactly("0 [\"e\"] n=1 FINAL 1");
    assertThat(merger.isBehind()).isFalse();
    assertThat(goOn(merger)).isEmpty();
  }

  @Test
  void aGroupWhoseTurnHasNotComeGivesOutItsResultBeforeItIsRevised() {
    Merger merger = merger(config, 1);
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);
    merge(merger, second.partial(event(at(60), "x")));
    assertThat(merge(merger, first.partial(event(at(1), "a"), event(at(1), "b"), event(at(8), "x")))).containsExactly("0 [\"a\"] n=1 FINAL 1");

    assertThat(merge(merger, third.partial(event(at(2), "b"), event(at(2), "n")))).containsExactly(
        "0 [\"b\"] n=1 FINAL 1", "0 [\"b\"] n=2 REVISED 2", "0 [\"n\"] n=1 REVISED 1");
    assertNothingMoreComes(merger);
  }

  @Test
  void newMergerKnowsWhichGroupsOfAClosedWindowHaveGivenOutTheirResults() {
    Merger last = merger(config, 1);
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);
    merge(last, second.partial(event(at(60), "x")));
    assertThat(merge(last, first.partial(event(at(1), "a"), event(at(1), "b"), event(at(8), "x")))).containsExactly("0 [\"a\"] n=1 FINAL 1");

    Merger merger = merger(config, 1);
    assertThat(merge(merger, third.partial(event(at(2), "a"), event(at(2), "b")))).containsExactly(
        "0 [\"a\"] n=2 REVISED 2", "0 [\"b\"] n=1 FINAL 1", "0 [\"b\"] n=2 REVISED 2");
    assertNothingMoreComes(merger);
    assertThat(merge(merger(config), third.partial(event(at(2), "a")))).containsExactly("0 [\"a\"] n=3 REVISED 3");
  }

  /** A record per group in the changelog, only to say that its window has closed, would be a third of all that is written. */
  @Test
  void groupsOfAWindowAreNotWrittenWhenTheyAreFinished() {
    Merger merger = merger(config, 2);
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);
    merge(merger, second.partial(event(at(60), "x")));
    merge(merger, first.partial(event(at(1), "a"), event(at(1), "b"), event(at(1), "c")));
    List<byte[]> before = values();

    assertThat(merge(merger, first.partial(event(at(8), "x")))).hasSize(2);
    assertThat(goOn(merger)).hasSize(1);

    assertThat(values().subList(0, before.size() - 1)).containsExactlyElementsOf(before.subList(0, before.size() - 1));
    assertThat(merge(merger, third.partial(event(at(2), "c")))).containsExactly("0 [\"c\"] n=2 REVISED 2");
  }

  @Test
  void newMergerFinishesWhatTheLastOneHasLeft() {
    Merger last = merger(config, 1);
    merge(last, second.partial(event(at(60), "x")));
    assertThat(merge(last, first.partial(event(at(1), "a"), event(at(1), "b"), event(at(8), "x")))).hasSize(1);

    Merger merger = merger(config, 5);
    assertThat(merger.isBehind()).isTrue();
    assertThat(goOn(merger)).containsExactly("0 [\"b\"] n=1 FINAL 1");
    assertThat(merger.isBehind()).isFalse();
  }

  @Test
  void whatIsNoLongerKeptIsDroppedSomeAtATimeAndNeverBeforeItIsFinished() {
    Config shortly = Configs.of(Configs.COUNTS + "state: {retain: 0s}\n");
    Merger merger = merger(shortly, 2);
    merge(merger, second.partial(event(at(60), "x")));
    merge(merger, first.partial(event(at(1), "a"), event(at(1), "b"), event(at(1), "c")));
    merge(merger, first.partial(event(at(8), "x")));
    assertThat(rows()).isEqualTo(5);

    assertThat(goOn(merger)).containsExactly("0 [\"c\"] n=1 FINAL 1");
    assertThat(rows()).isEqualTo(4);
    goOn(merger);
    assertThat(rows()).isEqualTo(2);
    assertThat(merger.isBehind()).isFalse();
  }

  /** An entry of its own takes four times as much memory. */
  @Test
  void groupsThatTheStoreDoesNotKnowWhenTheirWindowClosesStandTogether() {
    Merger merger = merger(config);
    merge(merger, second.partial(event(at(60), "x")));
    merge(merger, first.partial(event(at(1), "c")));

    assertThat(merge(merger, first.partial(event(at(1), "d"), event(at(1), "c"), event(at(1), "b"), event(at(1), "a"), event(at(8), "x"))))
        .containsExactly("0 [\"a\"] n=1 FINAL 1", "0 [\"b\"] n=1 FINAL 1", "0 [\"c\"] n=2 FINAL 1", "0 [\"d\"] n=1 FINAL 1");

    assertThat(keysOfFirstWindow()).containsExactly("run 0 up to [\"b\"]", "run 0 up to [\"d\"]", "[\"c\"]");
  }

  @Test
  void groupInABlockIsRevisedLikeAnyOther() {
    Merger merger = merger(config);
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);
    closeFirstWindow(merger, "a", "b", "c");

    assertThat(merge(merger, third.partial(event(at(2), "b"), event(at(2), "c")))).containsExactly("0 [\"b\"] n=2 REVISED 2", "0 [\"c\"] n=2 REVISED 2");
    assertThat(merge(merger(config), third.partial(event(at(3), "b"), event(at(3), "n")))).containsExactly("0 [\"b\"] n=3 REVISED 3", "0 [\"n\"] n=1 REVISED 1");
    assertThat(rows()).isEqualTo(6);
  }

  @Test
  void groupsOfBlocksAreFinishedSomeAtATimeAlsoByANewMerger() {
    Merger last = merger(config, 1);
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);
    closeFirstWindow(last, "a", "b", "c", "d", "e");
    assertThat(goOn(last)).containsExactly("0 [\"b\"] n=1 FINAL 1");

    Merger merger = merger(config, 2);
    assertThat(merge(merger, third.partial(event(at(2), "a"), event(at(2), "e")))).containsExactly(
        "0 [\"a\"] n=2 REVISED 2", "0 [\"e\"] n=1 FINAL 1", "0 [\"e\"] n=2 REVISED 2");
    assertThat(goOn(merger)).containsExactly("0 [\"c\"] n=1 FINAL 1", "0 [\"d\"] n=1 FINAL 1");
    assertNothingMoreComes(merger);
  }

  @Test
  void blocksAreDroppedWithTheirWindow() {
    Merger merger = merger(Configs.of(Configs.COUNTS + "state: {retain: 5s}\n"));
    closeFirstWindow(merger, "a", "b", "c");
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);
    merge(merger, third.partial(event(at(2), "b")));
    assertThat(kept(merger)).isEqualTo("counts 2 5");

    merge(merger, first.partial(event(at(13), "x")));
    merge(merger, third.partial(event(at(13), "x")));

    assertThat(keysOfFirstWindow()).isEmpty();
    assertThat(kept(merger)).isEqualTo("counts 2 3");
    assertThat(kept(merger(config))).isEqualTo("counts 2 3");
  }

  /** What a crash without exactly-once can leave: the changelog heard of a window that closed, the sources' did not. */
  @Test
  void windowThatIsOpenAgainGoesOnWithWhatItsBlocksHave() {
    closeFirstWindow(merger(config), "a", "b", "c");
    sources.delete(SourceKey.closedUpTo(config.aggregations().get(0).id()));
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);
    Merger merger = merger(config);
    assertThat(kept(merger)).isEqualTo("counts 3 5");

    merge(merger, third.partial(event(at(2), "b"), event(at(2), "aa")));
    mergeOnly(merger, third.partial(event(at(2), "b"), event(at(2), "bb"), event(at(2), "c")), new ArrayList<>());
    assertThat(merge(merger, third.partial(event(at(60), "x")))).startsWith(
        "0 [\"a\"] n=1 FINAL 1", "0 [\"aa\"] n=1 FINAL 1", "0 [\"b\"] n=3 FINAL 1", "0 [\"bb\"] n=1 FINAL 1", "0 [\"c\"] n=2 FINAL 1");

    assertThat(keysOfFirstWindow()).containsExactly(
        "run 0 up to [\"b\"]", "run 0 up to [\"c\"]", "run 1 up to [\"bb\"]", "[\"aa\"]", "[\"b\"]", "[\"c\"]");
  }

  @Test
  void whenCatchingUpEachCommitHasARunOfWhatIsNew() {
    Merger merger = merger(config);
    first.caughtUp(false);
    merge(merger, first.partial(event(at(1), "b"), event(at(1), "d"), event(at(1), "f")));
    merge(merger, first.partial(event(at(1), "a"), event(at(1), "d"), event(at(1), "g")));
    first.caughtUp(true);
    merge(merger, first.partial(event(at(1), "c"), event(at(1), "g")));

    assertThat(keysOfFirstWindow()).containsExactly(
        "run 0 up to [\"d\"]", "run 0 up to [\"f\"]", "run 1 up to [\"g\"]", "[\"c\"]", "[\"d\"]", "[\"g\"]");
    assertThat(kept(merger)).isEqualTo("counts 1 6");
    Merger again = merger(config);
    assertThat(kept(again)).isEqualTo("counts 1 6");
    merge(again, second.partial(event(at(60), "x")));
    assertThat(merge(again, first.partial(event(at(8), "x")))).containsExactly(
        "0 [\"a\"] n=1 FINAL 1", "0 [\"b\"] n=1 FINAL 1", "0 [\"c\"] n=1 FINAL 1", "0 [\"d\"] n=2 FINAL 1", "0 [\"f\"] n=1 FINAL 1", "0 [\"g\"] n=2 FINAL 1");
  }

  @Test
  void aWindowHasNoMoreThanEightRuns() {
    Merger merger = merger(config);
    first.caughtUp(false);
    for (char group = 'a'; group < 'k'; group++) {
      merge(merger, first.partial(event(at(1), String.valueOf(group))));
    }

    assertThat(keysOfFirstWindow()).hasSize(10).endsWith("run 7 up to [\"h\"]", "[\"i\"]", "[\"j\"]");
    first.caughtUp(true);
    merge(merger, second.partial(event(at(60), "x")));
    assertThat(merge(merger, first.partial(event(at(8), "x")))).hasSize(10);
  }

  /** One after the other is looked up where a window has many times as many as there are new ones. */
  @Test
  void fewThatComeToManyAreFoundToo() {
    Merger merger = merger(config);
    first.caughtUp(false);
    List<String> many = new ArrayList<>();
    for (int i = 100; i < 400; i++) {
      many.add(event(at(1), "g" + i));
    }
    merge(merger, first.partial(many.toArray(String[]::new)));
    merge(merger, first.partial(event(at(1), "g115"), event(at(1), "g385"), event(at(1), "n")));

    assertThat(kept(merger)).isEqualTo("counts 1 301");
    assertThat(keysOfFirstWindow()).endsWith("run 1 up to [\"n\"]", "[\"g115\"]", "[\"g385\"]");
  }

  @Test
  void newMergerKnowsWhatIsClosed() {
    merge(merger(config), first.partial(event(at(7), "x")));
    merge(merger(config), second.partial(event(at(7), "x")));
    SourcePartition third = new SourcePartition(config, "events", 2, 3, 1).caughtUp(true);

    assertThat(merge(merger(config), third.partial(event(at(1), "a")))).containsExactly("0 [\"a\"] n=1 REVISED 1");
    assertThat(merge(merger(config), third.partial(event(at(2), "a")))).containsExactly("0 [\"a\"] n=2 REVISED 2");
  }

  @Test
  void newMergerKnowsAnnouncementsAndTheWallTimeTheyCountAgainst() {
    merge(merger(config), first.wall(at(1030)).partial(event(at(3), "a")));
    merge(merger(config), second.idlePartial(at(10), at(1000)));
    assertThat(merge(merger(config), first.partial(event(at(7), "x")))).containsExactly("0 [\"a\"] n=1 FINAL 1");

    merge(merger(config), first.wall(at(1031)).partial(event(at(8), "x")));
    assertThat(merge(merger(config), first.wall(at(1020)).partial(event(at(12), "x")))).isEmpty();
  }

  @Test
  void newMergerKnowsWhichOffsetsItHas() {
    merge(merger(config), first.partial(event(at(1), "a"), event(at(2), "a")));
    first.rewind(1, at(1));

    assertThatThrownBy(() -> merge(merger(config), first.partial(event(at(2), "a")))).isInstanceOf(OffsetsWentBackException.class);
  }

  @Test
  void closedWindowsAreNotWalkedAgain() {
    Merger merger = merger(config);
    merge(merger, second.partial(event(at(500), "x")));
    merge(merger, first.partial(event(at(1), "a")));

    List<String> results = new ArrayList<>();
    for (int second = 7; second < 60; second++) {
      results.addAll(merge(merger, first.partial(event(at(second), "x"))));
    }

    assertThat(results).doesNotHaveDuplicates().startsWith("0 [\"a\"] n=1 FINAL 1", "5000 [\"x\"] n=3 FINAL 1", "10000 [\"x\"] n=5 FINAL 1").hasSize(11);
  }

  @Test
  void sourceOfATopicThatIsNoInputAnyMoreDoesNotHoldBack() {
    Config before = Configs.of(Configs.COUNTS, "input.topics=[events, old]");
    merge(merger(before), new SourcePartition(before, "old", 0, 1, 1).partial(event(at(1), "a")));
    merge(merger(before), first.partial(event(at(2), "a")));
    merge(merger(before), second.partial(event(at(7), "x")));

    assertThat(merge(merger(config), first.partial(event(at(7), "x")))).containsExactly("0 [\"a\"] n=2 FINAL 1");
  }

  @Test
  void windowsOfAnAggregationThatIsNoLongerConfiguredAreDropped() {
    Config both = Configs.of(TWO_AGGREGATIONS);
    Config one = Configs.of(ONE_AGGREGATION);
    merge(merger(both), new SourcePartition(both, "events", 0, 1, 1).caughtUp(true).partial(event(at(1), "a"), event(at(1), "b")));

    Merger merger = merger(one);

    assertThat(merger.dropOthers()).containsOnly(Map.entry(both.aggregations().get(1).id(), 2));
    assertThat(merger.dropOthers()).isEmpty();
    assertThat(windows.size()).isEqualTo(2);
  }

  @Test
  void newMergerCountsWhatItFinds() {
    merge(merger(config), first.partial(event(at(1), "a"), event(at(1), "b"), event(at(9), "a")));
    merge(merger(config), second.partial(event(at(8), "x")));

    assertThat(kept(merger(config))).isEqualTo("counts 1 4");
  }

  @Test
  void groupsInBlocksOfAnAggregationThatIsNoLongerConfiguredAreCountedWhenTheyAreDropped() {
    Config both = Configs.of(TWO_AGGREGATIONS);
    merge(merger(both), new SourcePartition(both, "events", 0, 1, 1).partial(event(at(1), "a"), event(at(1), "b"), event(at(1), "c"), event(at(20), "x")));

    assertThat(merger(Configs.of(ONE_AGGREGATION)).dropOthers()).containsOnly(Map.entry(both.aggregations().get(1).id(), 4));
    assertThat(windows.size()).isEqualTo(3);
  }

  @Test
  void aggregationThatComesBackStartsAfresh() {
    Config both = Configs.of(TWO_AGGREGATIONS);
    SourcePartition source = new SourcePartition(both, "events", 0, 1, 1);
    merge(merger(both), source.partial(event(at(1), "a"), event(at(20), "b")));
    Merger without = merger(Configs.of(ONE_AGGREGATION));
    without.dropOthers();
    SourcePartition later = new SourcePartition(Configs.of(ONE_AGGREGATION), "events", 0, 1, 1);
    later.rewind(2, at(20));
    merge(without, later.partial(event(at(21), "b")));

    Merger again = merger(both);
    String gone = both.aggregations().get(1).id();

    assertThat(state(0).ledger()).doesNotContainKey(gone);
    assertThat(sources.get(SourceKey.closedUpTo(gone))).isNull();
    assertThat(again.dropOthers()).isEmpty();
  }

  @Test
  void batchThatMayHaveBeenCountedTwiceCountsOnceHoweverManyPartialsItHas() {
    Config atLeastOnce = Configs.of(Configs.COUNTS, "guarantee=at_least_once");
    Merger merger = merger(atLeastOnce);
    Partial batch = first.partial(event(at(1), "a"), event(at(2), "b"));
    merge(merger, batch);

    merge(merger, batch.incomplete(batch.entries()));
    merge(merger, batch.with(List.of()));

    assertThat(state(0).possibleDuplicates()).isEqualTo(1);
  }

  private Merger merger(Config of) {
    return merger(of, Integer.MAX_VALUE);
  }

  private Merger merger(Config of, int mostAtOnce) {
    long idleAfterMs = of.input().idleAfter().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    MergeRules rules = new MergeRules(
        Set.copyOf(of.input().topics()), idleAfterMs, of.state().retain().toMillis(), mostAtOnce, BLOCK_BYTES, of.guarantee() == Guarantee.EXACTLY_ONCE);
    return new Merger(AggregationPlan.of(of), rules, windows, sources);
  }

  /** Closes the window [0, 5) with an event for each group, and another one in the next window. */
  private void closeFirstWindow(Merger merger, String... groups) {
    merge(merger, second.partial(event(at(60), "x")));
    List<String> events = new ArrayList<>();
    for (String group : groups) {
      events.add(event(at(1), group));
    }
    events.add(event(at(8), "x"));
    merge(merger, first.partial(events.toArray(String[]::new)));
  }

  /** What the store has of the window [0, 5). */
  private List<String> keysOfFirstWindow() {
    String id = config.aggregations().get(0).id();
    List<String> keys = new ArrayList<>();
    try (MergeStore.Entries entries = windows.range(WindowKey.from(id, 0), WindowKey.from(id, 1))) {
      entries.forEachRemaining(entry -> {
        String group = WindowKey.decode(entry.getKey()).group().toString();
        keys.add(WindowKey.isBlock(entry.getKey()) ? "run " + WindowKey.run(entry.getKey()) + " up to " + group.substring(2) : group);
      });
    }
    return keys;
  }

  private static String kept(Merger merger) {
    List<String> kept = new ArrayList<>();
    merger.showKept((aggregation, openWindows, rows) -> kept.add(aggregation + " " + openWindows + " " + rows));
    return String.join(", ", kept);
  }

  /** How many groups in windows the store has. */
  private int rows() {
    int rows = 0;
    WindowGroups groups = new WindowGroups(config.aggregations().get(0).id(), windows);
    for (OptionalLong start = groups.firstWindow(0); start.isPresent(); start = groups.firstWindow(start.getAsLong() + 1)) {
      try (WindowGroups.Walk walk = groups.from(WindowKey.from(groups.aggregation(), start.getAsLong()), groups.runs(start.getAsLong()))) {
        while (walk.hasNext()) {
          walk.next();
          rows++;
        }
      }
    }
    return rows;
  }

  /** What the store has, oldest windows first. */
  private List<byte[]> values() {
    List<byte[]> values = new ArrayList<>();
    try (MergeStore.Entries entries = windows.range(new byte[0], WindowKey.AFTER_ALL)) {
      entries.forEachRemaining(entry -> values.add(entry.getValue()));
    }
    return values;
  }

  private SourceState state(int partition) {
    return SourceState.decode(sources.get(SourceKey.of(new SourceId("events", partition))));
  }

  /** The results in one line each. */
  private static List<String> merge(Merger merger, Partial partial) {
    List<String> lines = new ArrayList<>();
    mergeOnly(merger, partial, lines);
    merger.beforeCommit();
    return lines;
  }

  private static void mergeOnly(Merger merger, Partial partial, List<String> lines) {
    merger.merge(Partial.decode(partial.encode()), merged -> lines.add(line(merged)));
  }

  private static void assertNothingMoreComes(Merger merger) {
    while (merger.isBehind()) {
      assertThat(goOn(merger)).isEmpty();
    }
  }

  private static List<String> goOn(Merger merger) {
    List<String> lines = new ArrayList<>();
    merger.goOn(merged -> lines.add(line(merged)));
    return lines;
  }

  private static String line(Merged merged) {
    var result = ((Merged.Result) merged).result();
    return result.start() + " " + result.group() + " n=" + result.measures().get(0).value() + " " + result.status() + " " + result.revision();
  }
}
