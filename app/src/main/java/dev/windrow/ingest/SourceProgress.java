package dev.windrow.ingest;

import dev.windrow.ingest.SourceReport.State;
import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What becomes of a source, for those who look. Thread-safe. */
final class SourceProgress implements AutoCloseable {

  private static final int MOST_FAILURES = 100;

  private final String source;
  private final Tally sent;
  private final Tally refused;
  private final Meters.Scope scope;
  private final Level failed;
  private final Level success;
  private final Clock clock;

  // Guarded by this.
  private State state = State.WAITING;
  private String error = "";
  private long records;
  private long rejected;
  private long partsDone;
  private long partsFailed;
  private final Map<String, String> failures = new LinkedHashMap<>();

  SourceProgress(String source, Meters meters, Clock clock) {
    this.source = source;
    this.sent = meters.tally(MeterName.INGEST_RECORDS, source, "sent");
    this.refused = meters.tally(MeterName.INGEST_RECORDS, source, "dead_letter");
    this.scope = meters.scope();
    this.failed = scope.level(MeterName.INGEST_FAILED, source);
    this.success = scope.level(MeterName.INGEST_SUCCESS, source);
    this.clock = clock;
    failed.set(0);
  }

  /** A run begins; what the ones before could not do is forgotten, what they have done is not. */
  synchronized void running() {
    state = State.RUNNING;
    error = "";
    partsDone = 0;
    partsFailed = 0;
    failures.clear();
  }

  /** Kafka has these for good. */
  synchronized void committed(long moreRecords, long moreRejected) {
    records += moreRecords;
    rejected += moreRejected;
    sent.add(moreRecords);
    refused.add(moreRejected);
  }

  synchronized void done() {
    partsDone++;
  }

  synchronized void failed(String part, String reason) {
    partsFailed++;
    if (failures.size() < MOST_FAILURES) {
      failures.put(part, reason);
    }
  }

  /** The run is over. */
  synchronized void ended(State how, String why) {
    state = how;
    error = why;
    if (how == State.FAILED) {
      failed.set(1);
    } else if (how == State.DONE) {
      failed.set(0);
      success.setTime(clock.millis());
    }
  }

  synchronized SourceReport report() {
    return new SourceReport(source, state, records, rejected, partsDone, partsFailed, failures, error);
  }

  /** It is no longer read here. */
  @Override
  public void close() {
    scope.close();
  }
}
