package dev.windrow.topology;

/**
 * When the tasks of one thread ask for commits, so that readers see in time what somebody waits for; with one of them, all others commit. What nobody waits for is
 * committed with Kafka Streams' own interval, which is longer. Confined to the stream thread.
 */
final class CommitPace {

  private final long hurryMs;
  private final long aheadMs;
  private final long latencyMs;
  private long usedUpToMs;
  private long dueFromMs;
  private boolean waiting;

  /**
   * A pace of commits.
   *
   * <p>Windows that close are given one commit per {@code hurryMs}, and up to {@code atOnce} that have not been used: a result takes a commit of the
   * batch that moves the clock and one of the merge, and batches of several partitions move it one soon after the other. It is the generic cell rate
   * algorithm (ITU-T I.371): each commit uses up {@code hurryMs}, from now or from where the last one ended.
   *
   * @param hurryMs the time for one, when windows close all the time
   * @param atOnce how many may follow each other at once, after a time without
   * @param latencyMs for everything else that somebody waits for
   */
  CommitPace(long hurryMs, int atOnce, long latencyMs) {
    this.hurryMs = hurryMs;
    this.aheadMs = hurryMs * (atOnce - 1);
    this.latencyMs = latencyMs;
  }

  /** A window may have closed, and somebody waits for it. Whether to commit now; otherwise it waits for the next time that it {@link #isDue}. */
  boolean hurries(long nowMs) {
    waiting = true;
    if (nowMs < usedUpToMs - aheadMs) {
      return false;
    }
    usedUpToMs = Math.max(nowMs, usedUpToMs) + hurryMs;
    committed(nowMs);
    return true;
  }

  /** Something has come that somebody waits for. */
  void waits() {
    waiting = true;
  }

  /** Whether to commit now, for what has waited long enough. */
  boolean isDue(long nowMs) {
    if (!waiting || nowMs < dueFromMs) {
      return false;
    }
    committed(nowMs);
    return true;
  }

  private void committed(long nowMs) {
    dueFromMs = nowMs + latencyMs;
    waiting = false;
  }
}
