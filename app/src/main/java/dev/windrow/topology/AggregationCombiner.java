package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.value.NumberColumn;
import dev.windrow.window.Tumbling;

/** Adds up one batch for one aggregation, and counts what became of its events. Confined to the stream thread. */
final class AggregationCombiner {

  private final AggregationPlan plan;
  private final int hash;
  private final Tumbling window;
  private final GroupIds groups;
  private final SumTable sums;
  private final NumberColumn[] columns;

  private long start;
  private long end;
  private long aggregated;
  private long skipped;
  private long late;

  AggregationCombiner(AggregationPlan plan) {
    this.plan = plan;
    this.hash = MergePartitions.aggregationHash(plan.id());
    this.window = plan.window();
    this.groups = GroupIds.of(plan.groupColumns());
    this.sums = new SumTable(plan.measures());
    this.columns = new NumberColumn[plan.numberColumns().size()];
  }

  void begin(EventBatch batch) {
    for (int i = 0; i < columns.length; i++) {
      columns[i] = batch.number(plan.numberColumns().get(i));
    }
    groups.begin(batch);
    sums.clear();
    aggregated = 0;
    skipped = 0;
    late = 0;
  }

  /** Takes the event in this row; false when it is late for its window, given the partition's clock before it. */
  boolean take(int row, long time, long clock) {
    int group = groups.id(row);
    if (group == GroupIds.MISSING) {
      skipped++;
      return true;
    }
    findWindow(time);
    if (window.isLate(start, clock)) {
      late++;
      return false;
    }
    sums.at(start, group).add(columns, row);
    aggregated++;
    return true;
  }

  /** The window that the event was late for, right after {@link #take} said so. */
  Combined.Missed missed(long clock) {
    return new Combined.Missed(plan.name(), start, end, clock - window.closesAt(start));
  }

  boolean mayClose(long clockBefore, long clockAfter) {
    return window.mayClose(clockBefore, clockAfter);
  }

  Partial.LedgerEntry ledger(long read, long deadLetters) {
    return new Partial.LedgerEntry(plan.id(), new Counts(read, aggregated, 0, skipped, late, 0, deadLetters));
  }

  /** Hands the sums to the merge partitions that they belong to. */
  void drainTo(PartialBuilder[] builders) {
    sums.forEach((windowStart, group, sum) -> {
      byte[] canonical = groups.canonical(group);
      builders[MergePartitions.ofGroup(hash, canonical, builders.length)].add(plan.id(), windowStart, canonical, sum);
    });
    sums.clear();
  }

  /** Events of one time come in runs: most often the window is the last one's. */
  private void findWindow(long time) {
    if (time < start || time >= end) {
      start = window.start(time);
      end = window.end(start);
    }
  }
}
