package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommitPaceTest {

  private final CommitPace pace = new CommitPace(50, 3, 200);
  private final TaskCommits task = new TaskCommits(() -> pace, 10_000);
  private final TaskCommits neighbor = new TaskCommits(() -> pace, 10_000);

  @Test
  void windowsThatMayCloseAreCommittedAtOnceSomeInARowAndThenOncePerPace() {
    useUp(1_000);
    assertThat(task.after(1_049, 1_049, false, true)).isFalse();
    assertThat(task.after(1_050, 1_050, false, true)).isTrue();
    assertThat(task.after(1_099, 1_099, false, true)).isFalse();
    assertThat(task.after(1_100, 1_100, false, true)).isTrue();
  }

  @Test
  void whatWasNotUsedDoesNotAddUpForEver() {
    long later = 1_000_000;
    useUp(later);
    assertThat(task.after(later, later, false, true)).isFalse();
    assertThat(task.after(later + 100, later, false, true)).isTrue();
    assertThat(task.after(later + 100, later, false, true)).isTrue();
    assertThat(task.after(later + 100, later, false, true)).isFalse();
  }

  @Test
  void aWindowThatHadToWaitIsCommittedWithTheNextBatch() {
    useUp(1_000);
    assertThat(task.after(1_010, 1_010, false, true)).isFalse();
    assertThat(task.after(1_060, 1_060, false, false)).isTrue();
    assertThat(task.after(1_200, 1_200, false, false)).isFalse();
  }

  /** With a latency of 50 ms there is always one of them just before. */
  @Test
  void otherCommitsDoNotKeepWindowsThatMayCloseWaiting() {
    assertThat(task.after(1_000, 1_000, false, false)).isFalse();
    assertThat(task.isDue(1_000)).isTrue();
    assertThat(task.after(1_001, 1_001, false, true)).isTrue();
  }

  @Test
  void otherWorkIsCommittedWithinTheLatency() {
    assertThat(task.after(1_000, 1_000, false, true)).isTrue();
    assertThat(task.after(1_100, 1_100, false, false)).isFalse();
    assertThat(task.isDue(1_199)).isFalse();
    assertThat(task.isDue(1_200)).isTrue();
    assertThat(task.isDue(1_400)).isFalse();
  }

  @Test
  void withoutWorkNothingIsDue() {
    assertThat(task.isDue(1_000_000)).isFalse();
  }

  @Test
  void nobodyWaitsForWindowsOfThePastAsLongAsThereIsMoreToRead() {
    assertThat(task.after(20_000, 9_999, false, true)).isFalse();
    assertThat(task.isDue(30_000)).isFalse();
    assertThat(task.after(30_000, 20_000, false, false)).isTrue();
  }

  @Test
  void theLastWindowsOfACatchUpAreCommittedAtOnceWhicheverBatchClosedThem() {
    assertThat(task.after(100_000, 0, false, true)).isFalse();
    assertThat(task.after(100_001, 1, true, false)).isTrue();
    assertThat(task.after(100_002, 1, true, false)).isFalse();
    assertThat(task.isDue(100_200)).isFalse();
    assertThat(task.isDue(100_201)).isTrue();
  }

  /** They commit together. */
  @Test
  void tasksOfAThreadShareItsPace() {
    useUp(1_000);
    assertThat(neighbor.after(1_010, 1_010, true, true)).isFalse();
    assertThat(task.isDue(1_200)).isTrue();
    assertThat(neighbor.isDue(1_200)).isFalse();
  }

  private void useUp(long nowMs) {
    for (int commit = 1; commit <= 3; commit++) {
      assertThat(task.after(nowMs, nowMs, false, true)).isTrue();
    }
  }
}
