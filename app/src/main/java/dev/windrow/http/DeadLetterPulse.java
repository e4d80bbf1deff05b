package dev.windrow.http;

import dev.windrow.sink.DeadLetter;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The latest dead letters, read once at a time for everybody who asks. A read that takes longer than {@value #PATIENCE_MS} ms goes on alone: who asks
 * meanwhile gets what was found last, so Kafka that does not answer keeps no request waiting. Confined to the event loop.
 */
final class DeadLetterPulse {

  static final long PATIENCE_MS = 500;

  private final Supplier<Future<List<DeadLetter>>> read;
  private final LongSupplier nanos;
  private Future<List<DeadLetter>> reading = Future.succeededFuture(List.of());
  private List<DeadLetter> known = List.of();
  private long begunNanos;

  /**
   * Nothing has been read yet.
   *
   * @param read begins to read
   * @param nanos as {@link System#nanoTime}
   */
  DeadLetterPulse(Supplier<Future<List<DeadLetter>>> read, LongSupplier nanos) {
    this.read = read;
    this.nanos = nanos;
  }

  /** Never fails, and is there in time. */
  Future<List<DeadLetter>> latest() {
    long now = nanos.getAsLong();
    if (reading.isComplete()) {
      begunNanos = now;
      reading = read.get().onSuccess(found -> known = found);
    }
    long leftMs = PATIENCE_MS - TimeUnit.NANOSECONDS.toMillis(now - begunNanos);
    return leftMs <= 0 ? Future.succeededFuture(known) : reading.timeout(leftMs, TimeUnit.MILLISECONDS).otherwise(late -> known);
  }
}
