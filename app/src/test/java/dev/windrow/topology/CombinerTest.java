package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CombinerTest {

  private static final int MERGE_PARTITIONS = 3;

  private static final String BY_USER_AND_TYPE = """
      input: {topics: [events]}
      aggregations:
        - {name: users, group-by: [user, type], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
        - {name: all, group-by: [], window: {tumbling: 5s, grace: 2s}, measures: {n: count()}, output: results}
      """;

  @Test
  void lateEventsAndDeadLettersComeInTheirOrderAheadOfThePartials() {
    SourcePartition source = new SourcePartition(Configs.of(Configs.COUNTS), "events", 0, 1, 2);

    List<Combined> combined = source.batch("{", event(at(7), "a"), event(at(1), "b"), "[]", event(at(2), "c"));

    assertThat(combined).extracting(CombinerTest::kind).containsExactly("dead 0", "late 2", "dead 3", "late 4", "partial 0", "partial 1");
  }

  @Test
  void everyMergePartitionGetsOnePartialPerBatchAlsoWithoutEntries() {
    SourcePartition source = new SourcePartition(Configs.of(Configs.COUNTS), "events", 0, 1, MERGE_PARTITIONS).wall(at(1000));

    List<Combined> combined = source.batch(event(at(7), "a"));

    assertThat(combined).extracting(CombinerTest::kind).containsExactly("partial 0", "partial 1", "partial 2");
    assertThat(combined).map(one -> ((Combined.ForMerge) one).partial()).allSatisfy(partial -> {
      assertThat(partial.complete()).isTrue();
      assertThat(partial.clock()).isEqualTo(at(7));
      assertThat(partial.wallMs()).isEqualTo(at(1000));
      assertThat(partial.isIdle()).isFalse();
    });
    assertThat(entries(combined)).hasSize(1);
  }

  @Test
  void everyGroupGoesToItsMergePartition() {
    Config config = Configs.of(BY_USER_AND_TYPE);
    SourcePartition source = new SourcePartition(config, "events", 0, 1, MERGE_PARTITIONS);
    String[] events = new String[100];
    for (int i = 0; i < events.length; i++) {
      events[i] = user(at(1), i, "login");
    }

    List<Combined> combined = source.batch(events);

    assertThat(combined).map(Combined.ForMerge.class::cast).allSatisfy(forMerge -> assertThat(forMerge.partial().entries()).isNotEmpty().allSatisfy(entry ->
        assertThat(MergePartitions.ofGroup(MergePartitions.aggregationHash(entry.aggregation()), entry.group().bytes(), MERGE_PARTITIONS))
            .isEqualTo(forMerge.mergePartition())));
    assertThat(entries(combined)).hasSize(101);
  }

  @Test
  void groupsOfSeveralFieldsAreToldApart() {
    SourcePartition source = new SourcePartition(Configs.of(BY_USER_AND_TYPE), "events", 0, 1, 1);

    List<Combined> combined = source.batch(
        "{\"timestamp\":1,\"user\":\"a\",\"type\":\"bc\"}",
        "{\"timestamp\":1,\"user\":\"ab\",\"type\":\"c\"}",
        "{\"timestamp\":1,\"user\":\"c\",\"type\":\"ab\"}",
        "{\"timestamp\":1,\"user\":\"a\",\"type\":\"bc\"}",
        "{\"timestamp\":1,\"user\":null,\"type\":true}",
        "{\"timestamp\":1,\"type\":true}");

    assertThat(entries(combined)).containsExactlyInAnyOrderEntriesOf(Map.of(
        "users 0 [\"a\",\"bc\"]", 2L, "users 0 [\"ab\",\"c\"]", 1L, "users 0 [\"c\",\"ab\"]", 1L, "users 0 [null,true]", 1L, "all 0 []", 6L));
  }

  @Test
  void batchOfManyGroupsAndWindowsKeepsEveryOne() {
    // More groups than any table starts with, in 7 windows, each of them twice.
    int groups = 20_000;
    SourcePartition source = new SourcePartition(Configs.of(BY_USER_AND_TYPE, "aggregations[0].window.grace=1h"), "events", 0, 1, MERGE_PARTITIONS);
    String[] events = new String[2 * groups];
    for (int i = 0; i < events.length; i++) {
      int group = i % groups;
      events[i] = user(at(group % 7 * 5), group, "t" + group % 3);
    }

    for (int batch = 0; batch < 2; batch++) {
      Map<String, Long> users = new TreeMap<>(entries(source.batch(events)));
      users.keySet().removeIf(key -> key.startsWith("all"));

      assertThat(users).hasSize(groups);
      assertThat(users.values()).containsOnly(2L);
    }
  }

  @Test
  void batchThatNeedsSeveralPartialsTellsTheClockWithTheLastOneOnly() {
    SourcePartition source = new SourcePartition(Configs.of(BY_USER_AND_TYPE), "events", 0, 1, 1);
    String[] events = new String[10_000];
    for (int i = 0; i < events.length; i++) {
      events[i] = user(at(1), i, "login");
    }

    List<Partial> partials = source.partials(events);

    assertThat(partials).hasSizeGreaterThan(1);
    assertThat(partials.subList(0, partials.size() - 1)).noneMatch(Partial::complete).allMatch(partial -> partial.ledger().isEmpty());
    assertThat(partials.get(partials.size() - 1)).matches(Partial::complete).satisfies(last -> assertThat(last.ledger()).hasSize(2));
    assertThat(partials).allSatisfy(partial -> assertThat(partial.encode()).hasSizeLessThan(1 << 20));
    assertThat(partials.stream().mapToInt(partial -> partial.entries().size()).sum()).isEqualTo(10_001);
  }

  @Test
  void everyRowMeetsTheClockOfThoseBeforeItForEveryAggregation() {
    SourcePartition source = new SourcePartition(Configs.of(BY_USER_AND_TYPE, "aggregations[1].window.tumbling=10s"), "events", 0, 1, 1);
    int rows = 1_000;
    String[] events = new String[rows];
    List<String> expected = new ArrayList<>();
    long clock = 0;
    for (int row = 0; row < rows; row++) {
      long time = row % 97 == 96 ? Math.max(0, clock - at(8)) : row * 100L;
      events[row] = row % 131 == 130 ? "[" + row : user(time, row % 10, "t");
      if (row % 131 == 130) {
        expected.add("dead " + row);
        continue;
      }
      List<String> missed = new ArrayList<>();
      for (long size : new long[] {5_000, 10_000}) {
        long start = time - time % size;
        if (start + size + 2_000 <= clock) {
          missed.add((size == 5_000 ? "users " : "all ") + start + " by " + (clock - start - size - 2_000));
        }
      }
      if (!missed.isEmpty()) {
        expected.add("late " + row + " at " + clock + " " + missed);
      }
      clock = Math.max(clock, time);
    }

    List<String> sides = new ArrayList<>();
    for (Combined one : source.batch(events)) {
      if (one instanceof Combined.Late late) {
        sides.add("late " + late.event().offset() + " at " + late.clock() + " "
            + late.missed().stream().map(missed -> missed.aggregation() + " " + missed.start() + " by " + missed.byMs()).toList());
      } else if (one instanceof Combined.DeadLetter dead) {
        sides.add("dead " + dead.event().offset());
      }
    }

    assertThat(sides).hasSizeGreaterThan(10).containsExactlyElementsOf(expected);
  }

  @Test
  void batchThatSomebodyCouldNotTakeIsCombinedAgainAndNothingCountsTwice() {
    Config config = Configs.of(Configs.COUNTS);
    Combiner combiner = new Combiner(AggregationPlan.of(config), 2, Long.MAX_VALUE);
    EventBatch batch = new SourcePartition(config, "events", 0, 1, 2).decoded(event(at(9), "a"), event(at(1), "late"), event(at(9), "b"), event(at(9), "c"));
    // The last attempt is refused the first partial, and leaves what is for the other merge partition.
    for (int atMost : new int[] {0, 2, 1}) {
      List<Combined> some = new ArrayList<>();
      assertThatThrownBy(() -> combiner.combine("events", 0, batch, one -> {
        if (some.size() == atMost) {
          throw new IllegalStateException("no more");
        }
        some.add(one);
      })).isInstanceOf(IllegalStateException.class);
    }

    List<Combined> combined = combine(combiner, 0, batch);

    assertThat(combined).extracting(CombinerTest::kind).containsExactly("late 1", "partial 0", "partial 1");
    assertThat(entries(combined)).containsExactlyInAnyOrderEntriesOf(
        Map.of("counts 5000 [\"a\"]", 1L, "counts 5000 [\"b\"]", 1L, "counts 5000 [\"c\"]", 1L));
  }

  @Test
  void oneCombinerServesPartitionsInTurnAndMixesNothing() {
    Config config = Configs.of(Configs.COUNTS);
    Combiner combiner = new Combiner(AggregationPlan.of(config), 1, Long.MAX_VALUE);
    SourcePartition first = new SourcePartition(config, "events", 0, 2, 1);
    SourcePartition second = new SourcePartition(config, "events", 1, 2, 1);

    List<Combined> ofFirst = combine(combiner, 0, first.decoded(event(at(1), "a"), event(at(9), "a")));
    List<Combined> ofSecond = combine(combiner, 1, second.decoded(event(at(2), "b")));

    assertThat(entries(ofFirst)).containsExactlyInAnyOrderEntriesOf(Map.of("counts 0 [\"a\"]", 1L, "counts 5000 [\"a\"]", 1L));
    assertThat(entries(ofSecond)).containsExactlyInAnyOrderEntriesOf(Map.of("counts 0 [\"b\"]", 1L));
  }

  @Test
  void batchIsCombinedRightAfterTheNextOneHasStartedANewDictionary() {
    Config config = Configs.of(Configs.COUNTS);
    SourcePartition source = new SourcePartition(config, "events", 0, 1, 1);
    String[] events = new String[100_001];
    for (int i = 0; i < events.length; i++) {
      events[i] = event(at(1), "t" + i);
    }
    EventBatch full = source.decoded(events);
    EventBatch next = source.decoded(event(at(1), "new"), event(at(1), "t7"));
    Combiner combiner = new Combiner(AggregationPlan.of(config), 1, Long.MAX_VALUE);

    assertThat(entries(combine(combiner, 0, full))).hasSize(events.length).containsEntry("counts 0 [\"t7\"]", 1L);
    assertThat(entries(combine(combiner, 0, next))).hasSize(2).containsEntry("counts 0 [\"new\"]", 1L).containsEntry("counts 0 [\"t7\"]", 1L);
  }

  @Test
  void announcementFailsWhileAnEventThatWasQueuedBeforeItHasJustMovedTheClock() {
    SourcePartition source = new SourcePartition(Configs.of(Configs.COUNTS), "events", 0, 1, 1);
    source.wall(at(1000)).partial(event(at(3), "a"));

    assertThat(source.idlePartial(at(20), at(1009)).isIdle()).isFalse();
    assertThat(source.idlePartial(at(20), at(1010)).quietMs()).isEqualTo(at(10));
    assertThat(source.idlePartial(at(5), at(1020)).isIdle()).isFalse();
  }

  private static List<Combined> combine(Combiner combiner, int partition, EventBatch batch) {
    List<Combined> combined = new ArrayList<>();
    combiner.combine("events", partition, batch, combined::add);
    return combined;
  }

  /** Count by aggregation name, window start and group. */
  private static Map<String, Long> entries(List<Combined> combined) {
    Map<String, Long> counts = new TreeMap<>();
    for (Combined one : combined) {
      if (one instanceof Combined.ForMerge forMerge) {
        for (Partial.Entry entry : forMerge.partial().entries()) {
          String name = entry.aggregation().substring(0, entry.aggregation().indexOf('-'));
          assertThat(counts.put(name + " " + entry.windowStart() + " " + entry.group(), entry.sum().count())).isNull();
        }
      }
    }
    return counts;
  }

  private static String kind(Combined combined) {
    if (combined instanceof Combined.Late late) {
      return "late " + late.event().offset();
    }
    return combined instanceof Combined.DeadLetter dead ? "dead " + dead.event().offset() : "partial " + ((Combined.ForMerge) combined).mergePartition();
  }

  private static String user(long timeMs, int user, String type) {
    return "{\"timestamp\":" + timeMs + ",\"user\":" + user + ",\"type\":\"" + type + "\"}";
  }
}
