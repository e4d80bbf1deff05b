package dev.windrow.topology;

/**
 * When the tasks of one thread ask for commits, so that readers see in time what somebody waits for; with one of them, all others commit. What nobody waits for is
 * committed with Kafka Streams' own interval, which is longer. Confined to the stream thread.
 */
final class CommitPace {

  private final long hurryMs;
  private final long latencyMs;
  private long hurryFromMs;
  private long dueFromMs;
  private boolean waiting;

  /**
   * A pace of commits.
   *
   * @param hurryMs at most one in so much time, even for windows that close
   * @param latencyMs for everything else that somebody waits for
   */
  CommitPace(long hurryMs, long latencyMs) {
    this.hurryMs = hurryMs;
    this.latencyMs = latencyMs;
  }

  /** A window may have closed, and somebody waits for it. Whether to commit now; otherwise it waits for the next time that it {@link #isDue}. */
  boolean hurries(long nowMs) {
    waiting = true;
    return nowMs >= hurryFromMs && commits(nowMs);
  }

  /** Something has come that somebody waits for. */
  void waits() {
    waiting = true;
  }

  /** Whether to commit now, for what has waited long enough. */
  boolean isDue(long nowMs) {
    return waiting && nowMs >= dueFromMs && commits(nowMs);
  }

  private boolean commits(long nowMs) {
    hurryFromMs = nowMs + hurryMs;
    dueFromMs = nowMs + latencyMs;
    waiting = false;
    return true;
  }
}
