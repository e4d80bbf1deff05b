package dev.windrow.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How much each client may yet ask: a bucket that is full at first and is filled up evenly. Knows the clients that came last, so that
 * its memory has a bound. Confined to the event loop.
 */
final class TokenBuckets {

  private static final double NANOS = 1e9;

  private final double perSecond;
  private final double full;
  private final LongSupplier nanoTime;
  private final Map<String, Bucket> buckets;

  /**
   * Buckets for new clients.
   *
   * @param perSecond how fast they are filled
   * @param full what is in one at most
   * @param clients how many clients it knows at most
   * @param nanoTime as {@link System#nanoTime}
   */
  TokenBuckets(double perSecond, double full, int clients, LongSupplier nanoTime) {
    this.perSecond = perSecond;
    this.full = full;
    this.nanoTime = nanoTime;
    this.buckets = new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
        return size() > clients;
      }
    };
  }

  private static final class Bucket {
    private double content;
    private long filledAt;
  }

  /** Takes {@code amount} out of the client's bucket; 0 when it was in there, else in how many seconds, rounded up, it will be. */
  int take(String client, double amount) {
    Bucket bucket = filled(client);
    if (bucket.content >= amount) {
      bucket.content -= amount;
      return 0;
    }
    return (int) Math.max(1, Math.ceil((amount - bucket.content) / perSecond));
  }

  private Bucket filled(String client) {
    long now = nanoTime.getAsLong();
    Bucket bucket = buckets.computeIfAbsent(client, unknown -> {
      Bucket fresh = new Bucket();
      fresh.content = full;
      fresh.filledAt = now;
      return fresh;
    });
    bucket.content = Math.min(full, bucket.content + (now - bucket.filledAt) / NANOS * perSecond);
    bucket.filledAt = now;
    return bucket;
  }
}
