package dev.windrow.topology;

/**
 * Lets a window that may close ask for a commit, so that its readers need not wait for the next interval: but only when its time has just come or nothing else is
 * there to be read, and not too often. When catching up, windows close all the time and nobody has waited for any of them: work would consist of commits.
 * Confined to the stream thread.
 */
final class CommitPace {

  private final long everyMs;
  private final long recentMs;
  private long nextMs;

  /**
   * A pace of commits.
   *
   * @param everyMs at most one in so much time
   * @param recentMs none when event time is further behind, as long as there is more to read
   */
  CommitPace(long everyMs, long recentMs) {
    this.everyMs = everyMs;
    this.recentMs = recentMs;
  }

  /**
   * Whether to ask for one now.
   *
   * @param timeMs to which event time has come
   * @param caughtUp whether its source had nothing more
   */
  boolean allows(long nowMs, long timeMs, boolean caughtUp) {
    if (nowMs < nextMs || nowMs - timeMs > recentMs && !caughtUp) {
      return false;
    }
    nextMs = nowMs + everyMs;
    return true;
  }
}
