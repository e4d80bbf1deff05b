package dev.windrow.ingest.enrich;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.windrow.config.Enrichment;
import dev.windrow.ingest.web.Ask;
import dev.windrow.ingest.web.Caller;
import dev.windrow.ingest.web.WebException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is known under which address, and what is being asked for: an address that several records need is asked for once. Answers are kept for a while, also that there
 * is none; failures are not. Thread-safe.
 */
final class Directory implements AutoCloseable {

  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;

  private final URI home;
  private final Caller caller;
  private final LookupAnswer reader;
  private final LookupMeters meters;
  private final ThreadPoolExecutor threads;
  private final AsyncCache<URI, Found> known;

  Directory(String source, Enrichment enrichment, URI home, Caller caller, LookupMeters meters, Ticker ticker) {
    this.home = home;
    this.caller = caller;
    this.reader = new LookupAnswer(enrichment.fields());
    this.meters = meters;
    this.threads = threads(source, enrichment.requests().concurrency());
    this.known = Caffeine.newBuilder()
        .maximumSize(enrichment.cache().entries())
        .expireAfter(new KeptAsLongAs(enrichment.cache()))
        .ticker(ticker)
        .executor(Runnable::run)
        .buildAsync();
  }

  /** At once when it is known. Fails with a WebException. */
  CompletableFuture<Found> lookUp(URI url) {
    AtomicBoolean isNew = new AtomicBoolean();
    CompletableFuture<Found> lookup = known.get(url, (key, executor) -> {
      isNew.set(true);
      return CompletableFuture.supplyAsync(() -> found(key), threads);
    });
    if (isNew.get()) {
      meters.asked();
    } else {
      meters.cached();
    }
    meters.kept(known.synchronous().estimatedSize());
    return lookup;
  }

  @Override
  public void close() {
    threads.shutdownNow();
    meters.close();
  }

  private Found found(URI url) {
    try {
      return caller.get(new Ask(url, home, Map.of()), reader);
    } catch (WebException e) {
      if (e.status().filter(status -> status == NOT_FOUND || status == GONE).isPresent()) {
        return Found.NOTHING;
      }
      throw new CompletionException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CompletionException(e);
    }
  }

  /** What waits for them is bounded by the chunks under way. */
  private static ThreadPoolExecutor threads(String source, int most) {
    ThreadPoolExecutor threads = new ThreadPoolExecutor(most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
      Thread thread = new Thread(task, "windrow-lookups-" + source);
      thread.setDaemon(true);
      return thread;
    });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  /** From when the answer came. */
  private record KeptAsLongAs(Enrichment.Cache cache) implements Expiry<URI, Found> {

    @Override
    public long expireAfterCreate(URI url, Found found, long now) {
      return (found.isThere() ? cache.keep() : cache.keepMissing()).toNanos();
    }

    @Override
    public long expireAfterUpdate(URI url, Found found, long now, long left) {
      return expireAfterCreate(url, found, now);
    }

    @Override
    public long expireAfterRead(URI url, Found found, long now, long left) {
      return left;
    }
  }
}
