package dev.windrow.http;

import dev.windrow.query.StatusAnswer;
import dev.windrow.query.Status;
import io.vertx.core.Future;
import java.util.function.LongSupplier;

/** The status, asked of all instances at most once a second for everybody who wants it. Confined to the event loop. */
final class StatusPulse {

  private static final long FRESH_NANOS = 1_000_000_000;

  private final Status status;
  private final LongSupplier nanos;
  private Future<StatusAnswer> last = Future.failedFuture("not asked yet");
  private long askedNanos;

  StatusPulse(Status status, LongSupplier nanos) {
    this.status = status;
    this.nanos = nanos;
  }

  /** As of less than a second ago. */
  Future<StatusAnswer> latest() {
    long now = nanos.getAsLong();
    if (last.failed() || now - askedNanos >= FRESH_NANOS && last.isComplete()) {
      askedNanos = now;
      last = status.now();
    }
    return last;
  }
}
