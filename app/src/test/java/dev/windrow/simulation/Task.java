package dev.windrow.simulation;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A task of a stage, as a stream thread runs it. */
interface Task {

  enum Stage {
    COMBINE,
    MERGE
  }

  /** Stage 1 has a task per input partition number, stage 2 per merge partition. */
  record Id(Stage stage, int number) implements Comparable<Id> {

    private static final Comparator<Id> ORDER = Comparator.comparing(Id::stage).thenComparingInt(Id::number);

    @Override
    public int compareTo(Id other) {
      return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
      return stage.name().toLowerCase(Locale.ROOT) + " " + number;
    }
  }

  Id id();

  /** Looks up where to begin, and restores its state; false while it has to wait for that. */
  boolean start();

  boolean isRunning();

  /** Processes one record that waits, if there is one. */
  boolean process();

  /** Whether there is something to commit that nothing was written for yet. */
  default boolean isCommitNeeded() {
    return false;
  }

  /** Writes what was kept back until the commit. */
  default void beforeCommit() {}

  /** What a commit now commits: of the partitions that something was processed of. */
  Map<TopicPartition, Committed> positions();

  /** Whether a record waits that was polled and not processed. */
  boolean hasQueued();

  /** Whether there is something that it has not read. */
  boolean isBehind();

  /** Where a task's records go: into its thread's transaction. */
  interface Outlet {

    <T> void write(Log<T> log, T value);

    void askForCommit();
  }
}
