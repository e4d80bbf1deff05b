package dev.windrow.topology;

import java.util.function.Supplier;

/**
 * When one task asks for a commit. A window that may close is committed at once, other work within {@code latency}: but only while event time is that of the
 * day, or nothing else is there to be read. When catching up, windows close all the time and nobody has waited for any of them: work would consist of
 * commits. Confined to the stream thread.
 */
final class TaskCommits {

  private final Supplier<CommitPace> pace;
  private final long recentMs;
  private boolean closing;

  /**
   * Of a task that has done nothing yet.
   *
   * @param pace that of the thread that asks
   * @param recentMs how far event time may be behind so that somebody waits for it
   */
  TaskCommits(Supplier<CommitPace> pace, long recentMs) {
    this.pace = pace;
    this.recentMs = recentMs;
  }

  /**
   * Whether to ask for a commit now that something has been processed.
   *
   * @param timeMs to which event time has come
   * @param caughtUp whether the source had nothing more
   * @param closes whether a window may close by it
   */
  boolean after(long nowMs, long timeMs, boolean caughtUp, boolean closes) {
    closing |= closes;
    if (!caughtUp && nowMs - timeMs > recentMs) {
      return false;
    }
    if (closing && pace.get().hurries(nowMs)) {
      closing = false;
      return true;
    }
    pace.get().waits();
    return false;
  }

  /** Whether to ask for one now and then, for what has waited long enough. */
  boolean isDue(long nowMs) {
    return pace.get().isDue(nowMs);
  }
}
