package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rule S6: idle partitions. Idle after 10 s, so an announcement counts for 30 s of wall time. */
class S06IdleTest {

  private static final String[] NEVER = {"input.topics=[busy, quiet]", "input.idle-after=never"};
  private static final String TWO_TOPICS = "input.topics=[busy, quiet]";

  @Test
  void s6_idlePartitionNoLongerHoldsOthersBack() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.pipe("quiet", event(at(1), "login"));
      windrow.pipe("busy", event(at(3), "login"));
      windrow.pipe("busy", event(at(7), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.idle("quiet", at(10), at(1000));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_idlePartitionThatNeverHadARecordDoesNotHoldBackEither() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.pipe("busy", event(at(3), "login"));
      windrow.pipe("busy", event(at(7), "login"));
      windrow.idle("quiet", at(10), at(1000));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_partitionIsIdleOnlyWhenNoEventHasMovedItsClockForIdleAfter() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.wall(at(995));
      windrow.pipeBatch("quiet", 1, event(at(1), "login"));
      windrow.pipe("busy", event(at(7), "login"));

      // The consumer took it for quiet since 990, but then the event above was still in the queue.
      windrow.idle("quiet", at(10), at(1000));
      assertThat(windrow.results()).isEmpty();

      windrow.idle("quiet", at(15), at(1005));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_recordsThatDoNotMoveTheClockDoNotEndTheQuiet() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.wall(at(980));
      windrow.pipeBatch("quiet", 1, event(at(4), "login"));
      windrow.wall(at(999));
      windrow.pipeBatch("quiet", 1, event(at(2), "login"), "not JSON");
      windrow.pipe("busy", event(at(7), "login"));

      windrow.idle("quiet", at(20), at(1000));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 final 1");
      assertThat(windrow.deadLetters()).hasSize(1);
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_recordsEndThePartitionsIdleness() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.pipe("busy", event(at(3), "login"));
      windrow.idle("quiet", at(10), at(1000));
      windrow.pipe("quiet", event(at(2), "login"));
      windrow.pipe("busy", event(at(7), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe("quiet", event(at(7), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_announcementCountsForThreeTimesIdleAfterOfTheWallTimeThatPartialsCarry() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.idle("quiet", at(10), at(1000));
      windrow.wall(at(1030));
      windrow.pipeBatch("busy", 1, event(at(3), "login"), event(at(7), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");

      // The owner of the quiet partition died: someone has to read it to its end again.
      windrow.wall(at(1030.001));
      windrow.pipeBatch("busy", 1, event(at(12), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.idle("quiet", at(10), at(1040));
      assertThat(windrow.results()).containsExactly("5-10 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_repeatedAnnouncementCountsAnew() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.idle("quiet", at(10), at(1000));
      windrow.idle("quiet", at(30), at(1020));
      windrow.wall(at(1050));
      windrow.pipeBatch("busy", 1, event(at(3), "login"), event(at(7), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_whenAllAreIdleTheLastWindowsCloseWithoutFurtherEvents() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.wall(at(1000));
      windrow.pipeBatch(event(at(3), "login"), event(at(6), "logout"));

      // Event time goes on from 6 with the wall clock: [0, 5) closes after 1 s, [5, 10) after 6 s, but not before idle-after.
      windrow.idle("events", at(9.999), at(1009.999));
      assertThat(windrow.results()).isEmpty();

      windrow.idle("events", at(10), at(1010));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1", "5-10 type=logout count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_whenAllAreIdleEventTimeIsTheHighestClockPlusTheTimeThatAllHaveBeenQuiet() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS, "aggregations[0].window={tumbling: 20s, grace: 2s}")) {
      windrow.wall(at(1000));
      windrow.pipeBatch("quiet", 1, event(at(1), "login"));
      windrow.wall(at(1008));
      windrow.pipeBatch("busy", 1, event(at(11), "login"));

      // Both are quiet since 1008, so at 1018.999 event time is 11 + 10.999: [0, 20) closes at 22.
      windrow.idle("quiet", at(18), at(1018));
      windrow.idle("busy", at(10.999), at(1018.999));
      assertThat(windrow.results()).isEmpty();

      windrow.idle("busy", at(11), at(1019));
      assertThat(windrow.results()).containsExactly("0-20 type=login count=2 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_withoutASingleEventNothingHappensHoweverLongItIsQuiet() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.idle("events", at(10), at(1000));
      windrow.idle("events", at(100_000), at(101_000));

      assertThat(windrow.windows()).isEmpty();
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_idlePartitionOfAnotherProcessCountsAlike() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      SourcePartition other = windrow.partition(1, 2);
      windrow.pipeBatch("events", 2, event(at(3), "login"), event(at(7), "login"));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe(other.idlePartial(at(10), at(1000)));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_idlenessThatWasTooEarlyMakesARevisionAndLosesNothing() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, TWO_TOPICS)) {
      windrow.pipe("busy", event(at(3), "login"));
      windrow.pipe("busy", event(at(7), "login"));
      windrow.idle("quiet", at(10), at(1000));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");

      windrow.pipe("quiet", event(at(4), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 revised 2");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_neverMeansThatAnEmptyPartitionHoldsEverything() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, NEVER)) {
      windrow.pipe("busy", event(at(3), "login"));
      windrow.pipe("busy", event(at(60), "login"));
      windrow.idle("quiet", at(10_000), at(20_000));
      windrow.idle("busy", at(10_000), at(20_000));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe("quiet", event(at(7), "login"));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s6_idleFrameCountsNoRecord() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(at(3), "login"));
      windrow.idle("events", at(10), at(1000));
      windrow.idle("events", at(11), at(1001));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      assertThat(windrow.ledger()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0, 0));
      windrow.expectNothingMore();
    }
  }
}
