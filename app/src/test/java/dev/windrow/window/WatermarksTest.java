package dev.windrow.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times are tiny: idle after 10, so an announcement counts for 30. */
class WatermarksTest {

  private static final long IDLE_AFTER = 10;

  private long reached;
  private final Watermarks watermarks = new Watermarks(Set.of("t"), IDLE_AFTER);

  @Test
  void nothingIsKnownAtFirst() {
    assertThat(watermarks.watermark()).isZero();
    assertThat(watermarks.heldBackBy()).containsExactly(unheard("t", 0));
    assertThat(watermarks.snapshot()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"7, 9, 7", "9, 7, 7", "8, 8, 8", "0, 5, 0"})
  void s4SlowestSourceIsTheWatermark(long first, long second, long watermark) {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, first);
    watermarks.data("t", 1, second);

    assertThat(watermarks.watermark()).isEqualTo(watermark);
  }

  @Test
  void s4PartitionThatWasNotHeardFromHoldsEverythingBack() {
    watermarks.partitions("t", 3);
    watermarks.data("t", 0, 50);
    watermarks.data("t", 2, 60);

    assertThat(watermarks.watermark()).isZero();
    assertThat(watermarks.heldBackBy()).containsExactly(unheard("t", 1));
  }

  @Test
  void s4TopicThatWasNotHeardFromHoldsEverythingBack() {
    Watermarks both = new Watermarks(Set.of("a", "b"), IDLE_AFTER);
    both.data("a", 0, 50);

    assertThat(both.watermark()).isZero();
    assertThat(both.heldBackBy()).containsExactly(unheard("b", 0));

    both.data("b", 0, 20);

    assertThat(both.watermark()).isEqualTo(20);
    assertThat(both.heldBackBy()).containsExactly(held("b", 0, 20));
  }

  @Test
  void s4PartitionsOfSeveralTopicsAreCountedByTopic() {
    Watermarks both = new Watermarks(Set.of("a", "b"), IDLE_AFTER);
    both.partitions("b", 2);
    both.data("a", 0, 50);
    both.data("b", 0, 40);

    assertThat(both.partitions("a")).isEqualTo(1);
    assertThat(both.partitions("b")).isEqualTo(2);
    assertThat(both.heldBackBy()).containsExactly(unheard("b", 1));
  }

  @Test
  void s4HighestNumberOfPartitionsIsKept() {
    watermarks.partitions("t", 2);
    watermarks.partitions("t", 1);
    watermarks.data("t", 0, 50);

    assertThat(watermarks.partitions("t")).isEqualTo(2);
    assertThat(watermarks.watermark()).isZero();
  }

  @Test
  void s4PartitionBeyondTheKnownOnesMakesThemMore() {
    watermarks.data("t", 2, 50);

    assertThat(watermarks.partitions("t")).isEqualTo(3);
    assertThat(watermarks.heldBackBy()).containsExactly(unheard("t", 0), unheard("t", 1));
  }

  @Test
  void s4NewPartitionHoldsTheWatermarkButDoesNotTakeItBack() {
    watermarks.data("t", 0, 50);
    assertThat(watermarks.watermark()).isEqualTo(50);

    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 70);

    assertThat(watermarks.watermark()).isEqualTo(50);
    assertThat(watermarks.heldBackBy()).containsExactly(unheard("t", 1));

    watermarks.data("t", 1, 60);

    assertThat(watermarks.watermark()).isEqualTo(60);
  }

  @Test
  void clockNeverGoesBack() {
    watermarks.data("t", 0, 50);
    watermarks.data("t", 0, 40);

    assertThat(watermarks.watermark()).isEqualTo(50);
    assertThat(watermarks.source(new SourceId("t", 0))).isEqualTo(SourceClock.of(50));
  }

  @Test
  void s6IdleSourceDoesNotHoldBack() {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.data("t", 1, 20);
    watermarks.idle("t", 1, 20, 1000, 10);

    assertThat(watermarks.watermark()).isEqualTo(50);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 0, 50));
  }

  @Test
  void s6PartitionThatNeverHadARecordCanBeIdle() {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 0, 1000, 10);

    assertThat(watermarks.watermark()).isEqualTo(50);
  }

  @Test
  void s6RecordsEndIdlenessAndTheSourceHoldsBackAgain() {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 20, 1000, 10);
    assertThat(watermarks.watermark()).isEqualTo(50);

    watermarks.data("t", 1, 60);
    watermarks.data("t", 0, 90);

    assertThat(watermarks.watermark()).isEqualTo(60);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 1, 60));
  }

  @Test
  void s6RecordsThatDoNotMoveTheClockEndIdlenessToo() {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 20, 1000, 10);
    assertThat(watermarks.watermark()).isEqualTo(50);

    watermarks.data("t", 1, 20);
    watermarks.data("t", 0, 90);

    assertThat(watermarks.watermark()).isEqualTo(50);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 1, 20));
  }

  @ParameterizedTest
  @CsvSource({"1000, 90", "1029, 90", "1030, 90", "1031, 50"})
  void s6AnnouncementCountsForThreeTimesIdleAfter(long wall, long watermark) {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 20, 1000, 10);
    assertThat(watermarks.watermark()).isEqualTo(50);

    watermarks.wall(wall);
    watermarks.data("t", 0, 90);

    assertThat(watermarks.watermark()).isEqualTo(watermark);
  }

  @Test
  void s6AnnouncementThatIsRepeatedCountsFromItsRepetition() {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 20, 1000, 10);
    watermarks.idle("t", 1, 20, 1030, 40);
    watermarks.data("t", 0, 90);
    watermarks.wall(1060);
    assertThat(watermarks.watermark()).isEqualTo(90);

    watermarks.wall(1061);
    watermarks.data("t", 0, 95);

    assertThat(watermarks.watermark()).isEqualTo(90);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 1, 20));
  }

  @Test
  void s6AnnouncementThatRanOutCountsAgainWhenRepeated() {
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 20, 1000, 10);
    watermarks.wall(1031);
    assertThat(watermarks.watermark()).isEqualTo(20);

    watermarks.idle("t", 1, 20, 1032, 42);

    assertThat(watermarks.watermark()).isEqualTo(50);
  }

  @Test
  void s6AnnouncementByAMachineWhoseClockIsBehindRunsOutByThatClock() {
    watermarks.idle("t", 0, 50, 1000, 20);
    assertThat(watermarks.watermark()).isEqualTo(70);

    watermarks.idle("t", 0, 50, 990, 10);
    watermarks.wall(1020);
    assertThat(watermarks.watermark()).isEqualTo(90);

    watermarks.wall(1021);
    assertThat(watermarks.watermark()).isEqualTo(90);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 0, 50));
  }

  @Test
  void askingForASourceDoesNotMakeOne() {
    assertThat(watermarks.source(new SourceId("t", 7))).isEqualTo(SourceClock.of(0));
    assertThat(watermarks.partitions("t")).isEqualTo(1);
  }

  @Test
  void s6AnotherSourcesAnnouncementLetsOneRunOut() {
    watermarks.partitions("t", 3);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 20, 1000, 10);
    watermarks.idle("t", 2, 30, 1031, 10);

    assertThat(watermarks.watermark()).isEqualTo(20);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 1, 20));
  }

  @Test
  void s6WallTimeDoesNotGoBack() {
    watermarks.wall(1031);
    watermarks.partitions("t", 2);
    watermarks.data("t", 0, 50);
    watermarks.wall(1000);
    watermarks.idle("t", 1, 20, 1000, 10);

    assertThat(watermarks.wallMs()).isEqualTo(1031);
    assertThat(watermarks.watermark()).isEqualTo(20);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 1, 20));
  }

  @ParameterizedTest
  @CsvSource({"1000, 60", "1001, 61", "1007, 67", "1030, 90"})
  void s6WhenAllAreIdleEventTimeGoesOnFromTheHighestClockForAsLongAsAllWereQuiet(long wall, long watermark) {
    watermarks.partitions("t", 2);
    watermarks.idle("t", 0, 50, 1000, 10);
    watermarks.idle("t", 1, 20, 1000, 500);
    watermarks.wall(wall);

    assertThat(watermarks.watermark()).isEqualTo(watermark);
    assertThat(watermarks.heldBackBy()).isEmpty();
  }

  @Test
  void s6WhenAllAreIdleTheOneThatWasQuietLastDecides() {
    watermarks.partitions("t", 2);
    watermarks.idle("t", 0, 50, 1000, 400);
    watermarks.idle("t", 1, 20, 1005, 12);

    assertThat(watermarks.watermark()).isEqualTo(50 + 1005 - 993);
  }

  @Test
  void s6EventTimeGoesOnWithEachRepetitionWhileAllAreIdle() {
    watermarks.idle("t", 0, 50, 1000, 10);
    assertThat(watermarks.watermark()).isEqualTo(60);

    watermarks.idle("t", 0, 50, 1020, 30);
    assertThat(watermarks.watermark()).isEqualTo(80);

    watermarks.idle("t", 0, 50, 1500, 510);
    assertThat(watermarks.watermark()).isEqualTo(560);
  }

  @Test
  void s6WhenAllAreIdleAndNoneHadAnEventEventTimeStandsStill() {
    watermarks.partitions("t", 2);
    watermarks.idle("t", 0, 0, 1000, 900);
    watermarks.idle("t", 1, 0, 1000, 900);

    assertThat(watermarks.watermark()).isZero();
    assertThat(watermarks.heldBackBy()).isEmpty();
  }

  @Test
  void s6WhenAnAnnouncementRunsOutEventTimeStopsButDoesNotGoBack() {
    watermarks.partitions("t", 2);
    watermarks.idle("t", 0, 50, 1000, 10);
    watermarks.idle("t", 1, 20, 1000, 10);
    watermarks.wall(1030);
    assertThat(watermarks.watermark()).isEqualTo(90);

    watermarks.wall(1031);

    assertThat(watermarks.watermark()).isEqualTo(90);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 0, 50), held("t", 1, 20));
  }

  @Test
  void s6TrafficThatResumesAfterAllWereIdleTakesNothingBack() {
    watermarks.partitions("t", 2);
    watermarks.idle("t", 0, 50, 1000, 10);
    watermarks.idle("t", 1, 20, 1000, 10);
    assertThat(watermarks.watermark()).isEqualTo(60);

    watermarks.data("t", 1, 55);
    watermarks.wall(1010);

    assertThat(watermarks.watermark()).isEqualTo(60);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 1, 55));

    watermarks.data("t", 1, 75);

    assertThat(watermarks.watermark()).isEqualTo(75);
  }

  @Test
  void s6AnnouncementBringsItsClock() {
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 0, 80, 1000, 0);

    assertThat(watermarks.watermark()).isEqualTo(80);
  }

  @Test
  void s6WhenAllAreIdleTheFirstAnnouncementToRunOutStopsEventTime() {
    watermarks.partitions("t", 2);
    watermarks.idle("t", 0, 50, 1000, 10);
    watermarks.idle("t", 1, 20, 1020, 30);
    assertThat(watermarks.watermark()).isEqualTo(80);

    watermarks.wall(1030);
    assertThat(watermarks.watermark()).isEqualTo(90);

    watermarks.wall(1031);
    assertThat(watermarks.watermark()).isEqualTo(90);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 0, 50));

    watermarks.wall(1051);
    assertThat(watermarks.watermark()).isEqualTo(90);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 0, 50), held("t", 1, 20));
  }

  @Test
  void s6RepetitionBringsItsClockToo() {
    watermarks.idle("t", 0, 50, 1000, 5);
    assertThat(watermarks.watermark()).isEqualTo(55);

    watermarks.idle("t", 0, 70, 1001, 6);

    assertThat(watermarks.watermark()).isEqualTo(76);
  }

  @Test
  void s6ShorterQuietTimeInARepetitionIsTaken() {
    watermarks.idle("t", 0, 50, 1000, 5);
    assertThat(watermarks.watermark()).isEqualTo(55);

    watermarks.idle("t", 0, 50, 1005, 6);
    assertThat(watermarks.watermark()).isEqualTo(56);

    watermarks.idle("t", 0, 50, 1010, 7);
    assertThat(watermarks.watermark()).isEqualTo(57);
  }

  @Test
  void s6IdleAfterNeverIgnoresAnnouncements() {
    Watermarks strict = new Watermarks(Set.of("t"), Watermarks.NEVER);
    strict.partitions("t", 2);
    strict.data("t", 0, 50);
    strict.idle("t", 1, 0, 1000, 900);

    assertThat(strict.watermark()).isZero();
    assertThat(strict.heldBackBy()).containsExactly(held("t", 1, 0));

    strict.idle("t", 1, 30, 2000, 900);

    assertThat(strict.watermark()).isEqualTo(30);
  }

  @Test
  void veryLongIdleAfterDoesNotOverflow() {
    Watermarks patient = new Watermarks(Set.of("t"), Watermarks.NEVER - 1);
    patient.partitions("t", 2);
    patient.data("t", 0, 50);
    patient.idle("t", 1, 0, 1000, 900);
    patient.wall(Long.MAX_VALUE);

    assertThat(patient.watermark()).isEqualTo(50);
  }

  @Test
  void whoHoldsBackIsEveryoneThatMustMoveFirst() {
    watermarks.partitions("t", 4);
    watermarks.idle("t", 0, 50, 1000, 10);
    watermarks.idle("t", 1, 20, 1000, 10);
    watermarks.idle("t", 2, 20, 1000, 10);
    watermarks.idle("t", 3, 20, 1000, 10);
    assertThat(watermarks.watermark()).isEqualTo(60);

    watermarks.data("t", 1, 55);
    watermarks.data("t", 2, 60);
    watermarks.data("t", 3, 61);

    assertThat(watermarks.watermark()).isEqualTo(60);
    assertThat(watermarks.heldBackBy()).containsExactly(held("t", 1, 55), held("t", 2, 60));
  }

  @Test
  void snapshotHasWhatWasHeardOf() {
    watermarks.partitions("t", 3);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 2, 20, 1000, 10);

    assertThat(watermarks.snapshot())
        .containsExactly(
            Map.entry(new SourceId("t", 0), SourceClock.of(50)), Map.entry(new SourceId("t", 2), new SourceClock(20, 1000, 10)));
  }

  @Test
  void restoredStateGoesOnWhereItWas() {
    watermarks.partitions("t", 3);
    watermarks.data("t", 0, 50);
    watermarks.idle("t", 1, 20, 1000, 10);
    watermarks.idle("t", 2, 0, 1010, 10);
    watermarks.wall(1020);
    assertThat(watermarks.watermark()).isEqualTo(50);

    Watermarks restored = restored(watermarks, Set.of("t"));
    restored.data("t", 0, 90);

    assertThat(restored.watermark()).isEqualTo(90);
    assertThat(restored.wallMs()).isEqualTo(1020);

    restored.wall(1031);
    restored.data("t", 0, 95);

    assertThat(restored.watermark()).isEqualTo(90);
    assertThat(restored.heldBackBy()).containsExactly(held("t", 1, 20));
  }

  @Test
  void restoredWatermarkDoesNotGoBack() {
    watermarks.idle("t", 0, 50, 1000, 40);
    assertThat(watermarks.watermark()).isEqualTo(90);
    watermarks.data("t", 0, 60);

    assertThat(restored(watermarks, Set.of("t")).watermark()).isEqualTo(90);
  }

  @Test
  void topicThatIsNoLongerAnInputIsNotWaitedForAfterARestore() {
    Watermarks both = new Watermarks(Set.of("t", "u"), IDLE_AFTER);
    both.data("t", 0, 50);
    both.data("u", 0, 20);

    Watermarks restored = restored(both, Set.of("t"));

    assertThat(restored.watermark()).isEqualTo(50);
    assertThat(restored.snapshot()).containsOnlyKeys(new SourceId("t", 0));
  }

  @Test
  void topicThatIsNoInputIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> watermarks.data("x", 0, 1))
        .withMessage("expected one of the input topics [t], found 'x'");
  }

  @ParameterizedTest
  @CsvSource({"-1", "1048576", "2147483647"})
  void partitionThatNoTopicHasIsRefused(int partition) {
    assertThatIllegalArgumentException().isThrownBy(() -> watermarks.data("t", partition, 1)).withMessageContaining("partitions of t");
  }

  @Test
  void idleAfterOfNothingIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Watermarks(Set.of("t"), 0)).withMessageContaining("idle-after");
    assertThatIllegalArgumentException().isThrownBy(() -> new Watermarks(Set.of(), 10)).withMessageContaining("topic");
  }

  @Test
  void askingForTheWatermarkOfManySourcesAllocatesNothing() {
    watermarks.partitions("t", 4000);
    round(1);
    long before = allocatedBytes();

    round(2);
    round(3);

    assertThat(allocatedBytes() - before).isLessThan(10_000);
    assertThat(reached).isEqualTo(3);
  }

  private void round(long clock) {
    for (int partition = 0; partition < 4000; partition++) {
      watermarks.wall(clock);
      watermarks.data("t", partition, clock);
      reached = watermarks.watermark();
    }
  }

  private static long allocatedBytes() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static Watermarks restored(Watermarks saved, Set<String> topics) {
    Watermarks restored = new Watermarks(topics, IDLE_AFTER);
    topics.forEach(topic -> restored.partitions(topic, saved.partitions(topic)));
    restored.wall(saved.wallMs());
    restored.restore(saved.snapshot());
    restored.rise(saved.watermark());
    return restored;
  }

  private static HoldBack unheard(String topic, int partition) {
    return new HoldBack(new SourceId(topic, partition), 0, false);
  }

  private static HoldBack held(String topic, int partition, long clock) {
    return new HoldBack(new SourceId(topic, partition), clock, true);
  }
}
