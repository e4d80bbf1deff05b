package dev.windrow.ingest;

import dev.windrow.ingest.PostResult.Outcome;
import dev.windrow.ingest.PostResult.Settled;
import dev.windrow.ingest.PostResult.Status;
import dev.windrow.value.Printable;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The outcomes of the events of one body while they are found. Thread-safe. */
final class Sending {

  private final AtomicReferenceArray<Outcome> outcomes;
  private final AtomicInteger open;
  private final CompletableFuture<PostResult> result;

  /** @param result completes with the last outcome */
  Sending(int events, CompletableFuture<PostResult> result) {
    this.outcomes = new AtomicReferenceArray<>(events);
    this.open = new AtomicInteger(events);
    this.result = result;
  }

  void rejected(int index, String reason, String detail) {
    settle(index, new Outcome(Status.REJECTED, reason, detail));
  }

  /** What Kafka has said, or not. */
  void answered(int index, Exception failure) {
    if (failure == null) {
      settle(index, Outcome.ACCEPTED);
    } else if (failure instanceof RecordTooLargeException) {
      rejected(index, "too-large", Printable.text(String.valueOf(failure.getMessage())));
    } else {
      settle(index, new Outcome(Status.UNKNOWN, "not-acknowledged", Printable.text(String.valueOf(failure.getMessage()))));
    }
  }

  private void settle(int index, Outcome outcome) {
    boolean first = outcomes.compareAndSet(index, null, outcome);
    if (first && open.decrementAndGet() == 0) {
      Outcome[] all = new Outcome[outcomes.length()];
      Arrays.setAll(all, outcomes::get);
      result.complete(new Settled(List.of(all)));
    }
  }
}
