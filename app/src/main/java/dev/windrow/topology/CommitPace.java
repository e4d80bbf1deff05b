package dev.windrow.topology;

/**
 * Lets a closing window ask for a commit, but not so often that catching up, when windows close all the time, consists of
 * commits. Confined to the stream thread.
 */
final class CommitPace {

  private final long everyMs;
  private long nextMs;

  CommitPace(long everyMs) {
    this.everyMs = everyMs;
  }

  boolean allows(long nowMs) {
    if (nowMs < nextMs) {
      return false;
    }
    nextMs = nowMs + everyMs;
    return true;
  }
}
