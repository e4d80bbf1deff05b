package dev.windrow.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongConsumer;

/**
 * Work that somebody waits for, in a thread of its own, with its progress shown meanwhile.
 *
 * @param thread names it
 * @param progress shows how far it is; told the time of a clock that only tells how much has passed, in ms
 */
record AttendedRun(String thread, Work work, LongConsumer progress) {

  private static final long PROGRESS_EVERY_MS = 500;

  /** Ends when it is through, or was told to end. */
  interface Work {
    void run() throws InterruptedException;
  }

  /** Returns when the work has ended; throws what it has thrown. */
  void await() throws Exception {
    CompletableFuture<Void> run = CompletableFuture.runAsync(this::run, task -> new Thread(task, thread).start());
    try {
      while (!run.isDone()) {
        try {
          run.get(PROGRESS_EVERY_MS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException notYet) {
          progress.accept(nowMs());
        }
      }
      run.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  /** Of that clock. */
  static long nowMs() {
    return System.nanoTime() / 1_000_000;
  }

  private void run() {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
