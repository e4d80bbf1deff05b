package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rule S4: when a window closes. */
class S04ClosingTest {

  @Test
  void s4_windowClosesWhenTheClockReachesEndAndGrace() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(3), "login"));
      windrow.pipe(event(at(6.999), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe(event(at(7), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s4_slowestPartitionDecides() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.topics=[slow, fast]")) {
      windrow.pipe("slow", event(at(3), "login"));
      windrow.pipe("fast", event(at(100), "login"));
      windrow.pipe("slow", event(at(6), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe("slow", event(at(12), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1", "5-10 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s4_windowHoldsTheEventsOfAllPartitionsWhicheverIsReadFirst() {
    for (String[] order : new String[][] {{"a", "b"}, {"b", "a"}}) {
      try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.topics=[a, b]")) {
        for (String topic : order) {
          windrow.pipeBatch(topic, 1, event(at(1), "login"), event(at(4), "login"), event(at(7), "mover"));
        }

        assertThat(windrow.results()).containsExactly("0-5 type=login count=4 final 1");
        windrow.expectNothingMore();
      }
    }
  }

  @Test
  void s4_topicThatWasNotHeardFromHoldsEverythingBack() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.topics=[a, silent]")) {
      windrow.pipe("a", event(at(3), "login"));
      windrow.pipe("a", event(at(100), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe("silent", event(at(7), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s4_partitionThatWasNotHeardFromHoldsEverythingBack() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      SourcePartition other = windrow.partition(1, 2);
      windrow.pipeBatch("events", 2, event(at(3), "login"), event(at(7), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe(other.partial(event(at(4), "login"), event(at(7), "login")));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s4_highestNumberOfPartitionsThatAnyoneHasSeenIsWaitedFor() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch("events", 2, event(at(3), "login"));
      windrow.pipeBatch("events", 1, event(at(7), "login"));

      assertThat(windrow.results()).isEmpty();
      assertThat(windrow.sources().values()).singleElement().satisfies(source -> assertThat(source.partitions()).isEqualTo(2));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s4_deadLettersAloneSayThatAPartitionIsThereButDoNotMoveIt() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.topics=[a, broken]")) {
      windrow.pipe("a", event(at(3), "login"));
      windrow.pipe("a", event(at(7), "login"));
      windrow.pipe("broken", "not JSON");

      assertThat(windrow.results()).isEmpty();
      assertThat(windrow.deadLetters()).hasSize(1);
      windrow.expectNothingMore();
    }
  }

  @Test
  void s4_oneStepOfTheClockClosesSeveralWindowsOldestFirst() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipeBatch(event(at(6), "b"), event(at(6), "a"), event(at(1), "b"), event(at(60), "mover"));

      assertThat(windrow.results()).containsExactly(
          "0-5 type=b count=1 final 1", "5-10 type=a count=1 final 1", "5-10 type=b count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s4_eachAggregationClosesByItsOwnGrace() {
    String impatient = """
        input: {topics: [events]}
        aggregations:
          - {name: counts, group-by: [type], window: {tumbling: 5s, grace: 2s}, measures: {count: count()}, output: results}
          - {name: impatient, group-by: [], window: {tumbling: 5s, grace: 0s}, measures: {count: count()}, output: results}
        """;
    try (WindrowHarness windrow = new WindrowHarness(impatient)) {
      windrow.pipe(event(at(3), "login"));
      windrow.pipe(event(at(5), "login"));
      assertThat(windrow.results("impatient")).containsExactly("0-5 count=1 final 1");
      assertThat(windrow.results("counts")).isEmpty();

      windrow.pipe(event(at(7), "login"));
      assertThat(windrow.results("counts")).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }
}
