package dev.windrow.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;

/**
 * How the application is, over all instances, as JSON has it. Times are as results write them; null stands for 'not known yet'.
 *
 * @param state of this instance's stream threads
 * @param watermark how far event time has got: that of the merge partition that is furthest behind
 * @param heldBackBy the sources that it waits for
 */
public record StatusAnswer(
    String applicationId,
    String version,
    String state,
    String guarantee,
    long latencyMs,
    String now,
    String watermark,
    List<Hold> heldBackBy,
    List<Source> sources,
    List<AggregationStatus> aggregations,
    InstanceStatus.Rates rates,
    List<Instance> instances,
    boolean complete,
    List<Coverage.Missing> missing,
    List<Coverage.Standby> standby) {

  public StatusAnswer {
    heldBackBy = List.copyOf(heldBackBy);
    sources = List.copyOf(sources);
    aggregations = List.copyOf(aggregations);
    instances = List.copyOf(instances);
    missing = List.copyOf(missing);
    standby = List.copyOf(standby);
  }

  /**
   * A source partition that keeps windows open.
   *
   * @param since wall time since which its clock stands, as far as this instance has seen it
   * @param heard whether anything has ever come from it
   */
  public record Hold(String source, String clock, String since, boolean heard) {}

  /**
   * A source partition.
   *
   * @param lag records that its owner has not fetched yet; null when nobody owns it now
   * @param next offset after what is in the results
   */
  public record Source(
      String source, String topic, int partition, String clock, boolean idle, Long lag, long next, boolean holdsBack, String since) {}

  /** @param closedUpTo event time up to which its windows are closed everywhere */
  public record AggregationStatus(String name, String watermark, String closedUpTo, Counts ledger) {}

  /** What became of the records that were read; the fates add up to {@code read}. */
  public record Counts(
      long read, long aggregated, long filtered, long skipped, long late, long expired, long deadLetters, boolean balances) {

    static Counts of(dev.windrow.topology.Counts counts) {
      return new Counts(counts.read(), counts.aggregated(), counts.filtered(), counts.skipped(), counts.late(), counts.expired(),
          counts.deadLetters(), counts.balances());
    }
  }

  /**
   * An instance, or that it does not answer.
   *
   * @param reason why nothing is known of it; null when it is reachable
   * @param status null when it is not
   */
  public record Instance(String instance, boolean self, boolean reachable, String reason, @JsonUnwrapped InstanceStatus status) {}
}
