package dev.windrow.http;

import dev.windrow.ops.Level;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What was answered to requests that came with an Idempotency-Key: who repeats one gets the same answer, and nothing is done again. Remembers
 * {@value #KEEP_MINUTES} minutes from the beginning of a request, at most {@value #MOST} keys and {@value #MOST_BYTES} bytes of answers; those that came first are
 * forgotten first. Knows what came to this instance since its start, and nothing else. Confined to the event loop.
 */
final class IdempotencyKeys {

  static final int KEEP_MINUTES = 10;
  static final int MOST = 10_000;
  static final int MOST_BYTES = 16 << 20;

  private static final long KEEP_NANOS = KEEP_MINUTES * 60_000_000_000L;

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final LongSupplier nanoTime;
  private final Level size;
  private long bytes;

  IdempotencyKeys(Level size, LongSupplier nanoTime) {
    this.size = size;
    this.nanoTime = nanoTime;
    size.set(0);
  }

  private static final class Entry {

    private final Buffer fingerprint;
    private final long begun;
    private final Future<PostReply> reply;
    private int bytes;

    Entry(Buffer fingerprint, long begun, Future<PostReply> reply) {
      this.fingerprint = fingerprint;
      this.begun = begun;
      this.reply = reply;
    }
  }

  /**
   * The answer to the request with this key, which the first of them begins. What failed, and what is not definite, is forgotten: the next one tries again.
   *
   * @param fingerprint tells what is asked
   * @return empty when the key came with something else
   */
  Optional<Future<PostReply>> answer(String key, Buffer fingerprint, Supplier<Future<PostReply>> begin) {
    forget(nanoTime.getAsLong() - KEEP_NANOS);
    Entry known = entries.get(key);
    if (known != null) {
      return known.fingerprint.equals(fingerprint) ? Optional.of(known.reply) : Optional.empty();
    }
    Entry entry = new Entry(fingerprint, nanoTime.getAsLong(), begin.get());
    entries.put(key, entry);
    entry.reply.onComplete(done -> settled(key, entry, done.succeeded() && done.result().isDefinite() ? done.result().bytes() : -1));
    shrink();
    return Optional.of(entry.reply);
  }

  boolean knows(String key) {
    return entries.containsKey(key);
  }

  /** @param answerBytes negative for an answer that is not kept */
  private void settled(String key, Entry entry, int answerBytes) {
    if (entries.get(key) != entry) {
      return;
    }
    if (answerBytes < 0) {
      entries.remove(key);
    } else {
      entry.bytes = answerBytes;
      bytes += answerBytes;
    }
    shrink();
  }

  private void forget(long begunBefore) {
    Iterator<Entry> oldest = entries.values().iterator();
    while (oldest.hasNext()) {
      Entry entry = oldest.next();
      if (entry.begun - begunBefore > 0) {
        break;
      }
      bytes -= entry.bytes;
      oldest.remove();
    }
    size.set(entries.size());
  }

  private void shrink() {
    Iterator<Entry> oldest = entries.values().iterator();
    while (entries.size() > MOST || bytes > MOST_BYTES) {
      bytes -= oldest.next().bytes;
      oldest.remove();
    }
    size.set(entries.size());
  }
}
