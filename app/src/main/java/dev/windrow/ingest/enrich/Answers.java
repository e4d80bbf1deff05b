package dev.windrow.ingest.enrich;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.windrow.config.Enrichment;
import dev.windrow.ingest.enrich.Answer.Failed;
import dev.windrow.ingest.enrich.Answer.Missing;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The answers that are kept, each for as long as its kind is. Bounded by number and by memory: each counts as many bytes as it takes, and at least its
 * share of what all of them may take, so that one bound is both. Thread-safe.
 */
final class Answers {

  private final Enrichment.Cache terms;
  private final int leastBytes;
  private final Cache<String, Kept> cache;
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong pushedOut = new AtomicLong();

  private record Kept(Answer answer, int bytes) {}

  /** @param mostBytes that all of them may take, about */
  Answers(Enrichment.Cache terms, long mostBytes, Ticker ticker) {
    this.terms = terms;
    this.leastBytes = (int) Math.min(Integer.MAX_VALUE, mostBytes / Math.max(1, terms.entries()) + 1);
    this.cache = Caffeine.newBuilder()
        .maximumWeight((long) leastBytes * terms.entries())
        .weigher((String url, Kept kept) -> Math.max(leastBytes, kept.bytes()))
        .expireAfter(Expiry.writing((String url, Kept kept) -> lifetime(kept.answer())))
        .removalListener((String url, Kept kept, RemovalCause cause) -> forget(kept, cause))
        .executor(Runnable::run)
        .ticker(ticker)
        .build();
  }

  Optional<Answer> find(String url) {
    return Optional.ofNullable(cache.getIfPresent(url)).map(Kept::answer);
  }

  /** Keeps the answer, if its kind is kept. */
  void keep(String url, Answer answer) {
    if (terms.entries() > 0 && !(answer instanceof Failed) && !lifetime(answer).isZero()) {
      Kept kept = new Kept(answer, (int) Math.min(Integer.MAX_VALUE, Footprint.of(url, answer)));
      bytes.addAndGet(kept.bytes());
      cache.put(url, kept);
    }
  }

  /** About how many; some that have expired may be among them. */
  long count() {
    return cache.estimatedSize();
  }

  /** About how many bytes they take. */
  long bytes() {
    return bytes.get();
  }

  /** How many were pushed out by others before their time, since this was asked last. */
  long pushedOut() {
    return pushedOut.getAndSet(0);
  }

  private void forget(Kept kept, RemovalCause cause) {
    bytes.addAndGet(-kept.bytes());
    if (cause == RemovalCause.SIZE) {
      pushedOut.incrementAndGet();
    }
  }

  private Duration lifetime(Answer answer) {
    return answer instanceof Missing ? terms.keepMissing() : terms.keep();
  }
}
