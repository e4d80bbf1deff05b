package dev.windrow.ingest;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What has become of a source in this process.
 *
 * @param records that Kafka has for good
 * @param rejected that went to the dead letters
 * @param partsDone files, addresses, ranges that were read to their end in the last run
 * @param partsFailed those that could not be
 * @param failures why, for the first hundred of them
 * @param error why the source as a whole could not be read; empty when it could
 */
public record SourceReport(
    String source, State state, long records, long rejected, long partsDone, long partsFailed, Map<String, String> failures, String error) {

  public SourceReport {
    failures = Collections.unmodifiableMap(new LinkedHashMap<>(failures));
  }

  /** What it does. */
  public enum State {
    /** Not begun, or between two runs. */
    WAITING,
    RUNNING,
    /** All is read. */
    DONE,
    /** Something of it could not be read. */
    FAILED,
    /** It was told to end before it had. */
    STOPPED
  }
}
