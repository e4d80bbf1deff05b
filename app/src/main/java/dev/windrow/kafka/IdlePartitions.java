package dev.windrow.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which of a consumer's partitions are due for an idle announcement: those whose clock no event has moved for {@code
 * idle-after}. While a window may still close because of it, the announcement is repeated every second; later every
 * {@code idle-after}.
 *
 * <p>Confined to the stream thread, but for {@link ClockMoves}, which says when a clock moved.
 */
final class IdlePartitions {

  private static final long LOOK_EVERY_MS = 100;
  private static final long REPEAT_MS = 1_000;

  private final IdlePolicy policy;
  private final ClockMoves moves;
  private final Map<TopicPartition, Quiet> quiet = new HashMap<>();
  private long nextLookMs;

  /** What is known of a partition since it was assigned; times in ms. */
  private static final class Quiet {
    private final long assignedMs;
    private long notBeforeMs;

    private Quiet(long assignedMs) {
      this.assignedMs = assignedMs;
    }
  }

  IdlePartitions(IdlePolicy policy, ClockMoves moves) {
    this.policy = policy;
    this.moves = moves;
  }

  /** Whether it is time to look at the partitions at all. */
  boolean isLookDue(long now) {
    if (policy.isNever() || now < nextLookMs) {
      return false;
    }
    nextLookMs = now + LOOK_EVERY_MS;
    return true;
  }

  /** The input partitions that are assigned now; a new one is quiet from now on. */
  void assigned(Collection<TopicPartition> partitions, long now) {
    if (quiet.size() != partitions.size() || !quiet.keySet().containsAll(partitions)) {
      quiet.keySet().retainAll(partitions);
      partitions.forEach(partition -> quiet.computeIfAbsent(partition, added -> new Quiet(now)));
    }
  }

  void forget(Collection<TopicPartition> partitions) {
    partitions.forEach(quiet::remove);
  }

  boolean isDue(TopicPartition partition, long now) {
    Quiet state = quiet.get(partition);
    return state != null && now >= state.notBeforeMs && quietMs(partition, state, now) >= policy.idleAfterMs();
  }

  /** The broker is being asked about these partitions; not again before a second has passed. */
  void asked(Collection<TopicPartition> partitions, long now) {
    partitions.forEach(partition -> quiet.get(partition).notBeforeMs = now + REPEAT_MS);
  }

  /** An announcement goes out; returns for how long the partition has been quiet, in ms. */
  long announced(TopicPartition partition, long now) {
    Quiet state = quiet.get(partition);
    long quietMs = quietMs(partition, state, now);
    state.notBeforeMs = now + (quietMs <= policy.idleAfterMs() + policy.closingHorizonMs() ? REPEAT_MS : Math.max(REPEAT_MS, policy.idleAfterMs()));
    return quietMs;
  }

  private long quietMs(TopicPartition partition, Quiet state, long now) {
    return now - Math.max(state.assignedMs, moves.lastMoveMs(partition));
  }
}
