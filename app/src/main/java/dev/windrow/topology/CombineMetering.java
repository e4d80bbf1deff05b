package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.event.RejectReason;
import dev.windrow.ops.Distribution;
import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the meters what a task of stage 1 does: a few additions per batch, with the counts that go into the ledger. What is known of a
 * source partition goes with the task. Confined to the stream thread.
 */
final class CombineMetering {

  private final Meters meters;
  private final Distribution batchRecords;
  private final Distribution partialBytes;
  private final Map<RejectReason, Tally> deadLetters = new EnumMap<>(RejectReason.class);
  private final Map<String, Outcomes> outcomes = new HashMap<>();
  private final Map<String, Source> sources = new HashMap<>();
  private Meters.Scope task;
  private int partition;

  CombineMetering(Meters meters, List<AggregationPlan> plans) {
    this.meters = meters;
    this.batchRecords = meters.distribution(MeterName.BATCH_RECORDS);
    this.partialBytes = meters.distribution(MeterName.PARTIAL_BYTES);
    for (RejectReason reason : RejectReason.values()) {
      deadLetters.put(reason, meters.tally(MeterName.DEAD_LETTERS, reason.code()));
    }
    plans.forEach(plan -> outcomes.put(plan.id(), Outcomes.of(meters, plan.name())));
  }

  /** The task is here, and reads this partition of the input topics. */
  void open(int ofPartition) {
    task = meters.scope();
    partition = ofPartition;
  }

  void batch(String topic, EventBatch batch) {
    Source source = source(topic);
    source.records.add(batch.size());
    source.clock.setTime(batch.clockAfter());
    source.idle.set(batch.idle() ? 1 : 0);
    if (batch.size() > 0) {
      batchRecords.record(batch.size());
    }
  }

  void deadLetter(Combined.DeadLetter deadLetter) {
    deadLetters.get(deadLetter.reject().reason()).add(1);
  }

  void partial(Partial partial, int bytes) {
    partialBytes.record(bytes);
    for (Partial.LedgerEntry entry : partial.ledger()) {
      outcomes.get(entry.aggregation()).add(entry.counts());
    }
  }

  /** The task goes. */
  void close() {
    sources.clear();
    task.close();
  }

  private Source source(String topic) {
    Source known = sources.get(topic);
    if (known == null) {
      known = newSource(topic);
      sources.put(topic, known);
    }
    return known;
  }

  private Source newSource(String topic) {
    String[] tags = {topic, Integer.toString(partition)};
    Level clock = task.level(MeterName.SOURCE_CLOCK, tags);
    task.age(MeterName.SOURCE_CLOCK_AGE, clock, tags);
    return new Source(task.tally(MeterName.SOURCE_RECORDS, tags), clock, task.level(MeterName.SOURCE_IDLE, tags));
  }

  private record Source(Tally records, Level clock, Level idle) {}

  /** What became of records, for one aggregation; {@code expired} is counted by stage 2. */
  private record Outcomes(Tally aggregated, Tally filtered, Tally skipped, Tally late, Tally deadLetters) {

    static Outcomes of(Meters meters, String aggregation) {
      return new Outcomes(
          meters.tally(MeterName.RECORDS, aggregation, "aggregated"),
          meters.tally(MeterName.RECORDS, aggregation, "filtered"),
          meters.tally(MeterName.RECORDS, aggregation, "skipped"),
          meters.tally(MeterName.RECORDS, aggregation, "late"),
          meters.tally(MeterName.RECORDS, aggregation, "dead_letter"));
    }

    void add(Counts counts) {
      aggregated.add(counts.aggregated());
      filtered.add(counts.filtered());
      skipped.add(counts.skipped());
      late.add(counts.late());
      deadLetters.add(counts.deadLetters());
    }
  }
}
