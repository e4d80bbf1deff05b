package dev.windrow.ingest.enrich;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** A lookup that is under way, or will be; and how many wait for it, which is guarded by the {@link Lookups} that it belongs to. */
final class Flight {

  final String url;
  final FutureTask<Answer> task;
  int waiting;

  Flight(String url, Asking asking) {
    this.url = url;
    this.task = new FutureTask<>(() -> asking.answer(this));
  }

  /** What is done when it is its turn. */
  @FunctionalInterface
  interface Asking {

    Answer answer(Flight flight) throws InterruptedException;
  }

  /** InterruptedException also when the lookup was ended from elsewhere. */
  Answer await() throws InterruptedException {
    try {
      return task.get();
    } catch (CancellationException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof InterruptedException) {
        throw interrupted(e);
      }
      throw new IllegalStateException("expected an answer or a LookupException, found " + e.getCause(), e.getCause());
    }
  }

  private static InterruptedException interrupted(Exception cause) {
    InterruptedException interrupted = new InterruptedException("the lookup was ended");
    interrupted.initCause(cause);
    return interrupted;
  }
}
