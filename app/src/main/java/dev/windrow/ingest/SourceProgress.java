package dev.windrow.ingest;

import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import java.util.LinkedHashMap;
import java.util.Map;

/** What becomes of a source, for those who look. Thread-safe. */
final class SourceProgress {

  private static final int MOST_FAILURES = 100;

  private final String source;
  private final Tally sent;
  private final Tally refused;

  // Guarded by this.
  private SourceReport.State state = SourceReport.State.WAITING;
  private String error = "";
  private long records;
  private long rejected;
  private long partsDone;
  private long partsFailed;
  private final Map<String, String> failures = new LinkedHashMap<>();

  SourceProgress(String source, Meters meters) {
    this.source = source;
    this.sent = meters.tally(MeterName.INGEST_RECORDS, source, "sent");
    this.refused = meters.tally(MeterName.INGEST_RECORDS, source, "dead_letter");
  }

  /** A run begins; what the ones before could not do is forgotten, what they have done is not. */
  synchronized void running() {
    state = SourceReport.State.RUNNING;
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
  synchronized void ended(SourceReport.State how, String why) {
    state = how;
    error = why;
  }

  synchronized SourceReport report() {
    return new SourceReport(source, state, records, rejected, partsDone, partsFailed, failures, error);
  }
}
