package dev.windrow.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule S6: when an idle partition is announced. Idle after 10 s; windows may close until 7 s after the last event. */
class IdlePartitionsTest {

  private static final TopicPartition P0 = new TopicPartition("events", 0);
  private static final TopicPartition P1 = new TopicPartition("events", 1);

  private final ClockMoves moves = new ClockMoves();
  private final IdlePartitions idle = new IdlePartitions(new IdlePolicy(10_000, 7_000), moves);

  @BeforeEach
  void bothAreAssigned() {
    idle.assigned(List.of(P0, P1), 100_000);
  }

  @Test
  void partitionIsDueWhenItHasBeenQuietForIdleAfter() {
    assertThat(idle.isDue(P0, 109_999)).isFalse();
    assertThat(idle.isDue(P0, 110_000)).isTrue();
    assertThat(idle.announced(P0, 110_000)).isEqualTo(10_000);
  }

  @Test
  void eventThatMovesTheClockStartsTheQuietAnew() {
    moves.moved("events", 0, 105_000);

    assertThat(idle.isDue(P0, 114_999)).isFalse();
    assertThat(idle.isDue(P1, 114_999)).isTrue();
    assertThat(idle.isDue(P0, 115_000)).isTrue();
    assertThat(idle.announced(P0, 115_000)).isEqualTo(10_000);
  }

  @Test
  void quietIsCountedFromTheAssignmentWhateverWasBefore() {
    moves.moved("events", 0, 1_000);

    assertThat(idle.isDue(P0, 109_999)).isFalse();
    assertThat(idle.announced(P0, 112_000)).isEqualTo(12_000);
  }

  @Test
  void announcementIsRepeatedEverySecondWhileAWindowMayStillClose() {
    idle.announced(P0, 110_000);

    assertThat(idle.isDue(P0, 110_999)).isFalse();
    assertThat(idle.isDue(P0, 111_000)).isTrue();
    assertThat(idle.announced(P0, 117_000)).isEqualTo(17_000);
    assertThat(idle.isDue(P0, 118_000)).isTrue();
  }

  @Test
  void laterItIsRepeatedEveryIdleAfter() {
    idle.announced(P0, 117_001);

    assertThat(idle.isDue(P0, 127_000)).isFalse();
    assertThat(idle.isDue(P0, 127_001)).isTrue();
  }

  @Test
  void shortIdleAfterDoesNotMakeItRepeatMoreThanEverySecond() {
    IdlePartitions eager = new IdlePartitions(new IdlePolicy(10, 7), moves);
    eager.assigned(List.of(P0), 0);
    eager.announced(P0, 5_000);

    assertThat(eager.isDue(P0, 5_999)).isFalse();
    assertThat(eager.isDue(P0, 6_000)).isTrue();
  }

  @Test
  void brokerIsAskedOnceASecondAtMost() {
    idle.asked(List.of(P0), 110_000);

    assertThat(idle.isDue(P0, 110_999)).isFalse();
    assertThat(idle.isDue(P1, 110_999)).isTrue();
    assertThat(idle.isDue(P0, 111_000)).isTrue();
  }

  @Test
  void whatIsForgottenCountsAnewWhenItIsAssignedAgain() {
    idle.forget(List.of(P0));
    assertThat(idle.isDue(P0, 200_000)).isFalse();

    idle.assigned(List.of(P0, P1), 200_000);
    assertThat(idle.isDue(P0, 209_999)).isFalse();
    assertThat(idle.isDue(P0, 210_000)).isTrue();
    assertThat(idle.isDue(P1, 210_000)).isTrue();
  }

  @Test
  void partitionThatIsNoLongerAssignedIsNotDue() {
    idle.assigned(List.of(P1), 150_000);

    assertThat(idle.isDue(P0, 200_000)).isFalse();
    assertThat(idle.isDue(P1, 200_000)).isTrue();
  }

  @Test
  void sameNumberOfOtherPartitionsIsNoticed() {
    idle.assigned(List.of(P0, new TopicPartition("events", 2)), 150_000);

    assertThat(idle.isDue(P1, 200_000)).isFalse();
    assertThat(idle.isDue(new TopicPartition("events", 2), 159_999)).isFalse();
    assertThat(idle.isDue(new TopicPartition("events", 2), 160_000)).isTrue();
  }

  @Test
  void partitionsAreLookedAtEveryTenthOfASecond() {
    assertThat(idle.isLookDue(100_000)).isTrue();
    assertThat(idle.isLookDue(100_099)).isFalse();
    assertThat(idle.isLookDue(100_100)).isTrue();
  }

  @Test
  void neverMeansNever() {
    IdlePartitions never = new IdlePartitions(new IdlePolicy(IdlePolicy.NEVER, 7_000), moves);
    never.assigned(List.of(P0), 0);

    assertThat(never.isLookDue(Long.MAX_VALUE)).isFalse();
    assertThat(never.isDue(P0, Long.MAX_VALUE - 1)).isFalse();
  }
}
