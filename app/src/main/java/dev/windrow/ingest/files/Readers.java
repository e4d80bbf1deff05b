package dev.windrow.ingest.files;

import dev.windrow.ingest.DeliveryException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** The threads that read files: so many at a time, none waits in a queue. The first failure ends them all. Used by one thread. */
final class Readers implements AutoCloseable {

  private final int count;
  private final Semaphore free;
  private final ExecutorService threads;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  Readers(String source, int count) {
    this.count = count;
    free = new Semaphore(count);
    AtomicInteger number = new AtomicInteger();
    threads = Executors.newFixedThreadPool(count, task -> {
      Thread thread = new Thread(task, "windrow-files-" + source + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    });
  }

  /** Waits until a thread is free, and hands the task to it. */
  void begin(Callable<?> task) throws InterruptedException, DeliveryException {
    free.acquire();
    if (failure.get() != null) {
      free.release();
      requireHealthy();
    }
    threads.execute(() -> run(task));
  }

  /** Waits until nothing is read. */
  void awaitAll() throws InterruptedException, DeliveryException {
    free.acquire(count);
    free.release(count);
    requireHealthy();
  }

  /** Returns when nothing is under way any more. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run(Callable<?> task) {
    try {
      task.call();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception | Error e) {
      failure.compareAndSet(null, e);
    } finally {
      free.release();
    }
  }

  private void requireHealthy() throws DeliveryException {
    Throwable failed = failure.get();
    if (failed instanceof DeliveryException refused) {
      throw refused;
    }
    if (failed != null) {
      throw new IllegalStateException("a file could not be read because of an error in Windrow", failed);
    }
  }
}
