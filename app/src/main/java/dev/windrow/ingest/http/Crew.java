package dev.windrow.ingest.http;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads of one run: those that read addresses, and those that fetch pages ahead, which are an origin's own, so that a slow one does not keep others waiting. */
final class Crew implements AutoCloseable {

  private static final long END_WITHIN_MS = 10_000;

  /** Of all pages that are fetched and not yet delivered. */
  private static final long MOST_BYTES = 64 << 20;

  private final String source;
  private final int fetchersPerOrigin;
  private final Room room = new Room(MOST_BYTES);
  private final ThreadPoolExecutor readers;
  private final Map<String, ThreadPoolExecutor> fetchers = new ConcurrentHashMap<>();

  Crew(String source, int readers, int fetchersPerOrigin) {
    this.source = source;
    this.fetchersPerOrigin = fetchersPerOrigin;
    this.readers = pool(source, readers);
  }

  /** One thread per address, as far as they go. */
  ExecutorService readers() {
    return readers;
  }

  /** For the pages of all addresses. */
  Room room() {
    return room;
  }

  /** For pages of this address; begun when they are needed. What waits in front of them is bounded by those that submit. */
  ExecutorService fetchers(URI url) {
    return fetchers.computeIfAbsent(url.getScheme() + "://" + url.getAuthority(), origin -> pool(source + "-pages", fetchersPerOrigin));
  }

  /** Interrupts all of them, and returns when they have ended. */
  @Override
  public void close() {
    List<ThreadPoolExecutor> all = new ArrayList<>(fetchers.values());
    all.add(readers);
    all.forEach(ExecutorService::shutdownNow);
    boolean interrupted = Thread.interrupted();
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_WITHIN_MS);
    for (ExecutorService pool : all) {
      interrupted |= await(pool, deadline);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it was interrupted. */
  private static boolean await(ExecutorService pool, long deadlineNanos) {
    boolean interrupted = false;
    while (!pool.isTerminated() && System.nanoTime() < deadlineNanos) {
      try {
        pool.awaitTermination(deadlineNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    return interrupted;
  }

  private static ThreadPoolExecutor pool(String name, int threads) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(threads, threads, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
      Thread thread = new Thread(task, "windrow-http-" + name);
      thread.setDaemon(true);
      return thread;
    });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
