package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.value.NumberColumn;
import dev.windrow.window.Tumbling;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up one batch for one aggregation, and counts what became of its events.
 *
 * <p>Several sizes of window over the same groups cost little more than the finest of them: coarser windows that are put together of finer ones need not see
 * each event, but get the finer one's sums when all are added up. These are the panes of Li, Maier, Tufte, Papadimos and Tucker, "No Pane, No Gain", SIGMOD
 * Record 34 (1), 2005. What is too late for the finer window may be in time for the coarser one, which gets it by itself.
 *
 * <p>Confined to the stream thread.
 */
final class AggregationCombiner {

  private final AggregationPlan plan;
  private final int hash;
  private final Tumbling window;
  private final GroupIds groups;
  private final SumTable sums;
  private final NumberColumn[] columns;

  /** Those that are put together of this one. */
  private final List<AggregationCombiner> coarser = new ArrayList<>();

  private long start;
  private long end;
  private long aggregated;
  private long skipped;
  private long late;

  /** One that sees each event. */
  AggregationCombiner(AggregationPlan plan) {
    this(plan, GroupIds.of(plan.groupColumns()));
  }

  private AggregationCombiner(AggregationPlan plan, GroupIds groups) {
    this.plan = plan;
    this.hash = MergePartitions.aggregationHash(plan.id());
    this.window = plan.window();
    this.groups = groups;
    this.sums = new SumTable(plan.measures());
    this.columns = new NumberColumn[plan.numberColumns().size()];
  }

  /** Whether another aggregation can be put together of this one. */
  boolean makesUp(AggregationPlan other) {
    return other.isMadeOf(plan);
  }

  /** One for such an aggregation: this one tells it what it needs to know of each batch. */
  AggregationCombiner coarser(AggregationPlan other) {
    AggregationCombiner made = new AggregationCombiner(other, groups);
    coarser.add(made);
    return made;
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
      for (AggregationCombiner each : coarser) {
        each.take(row, time, clock);
      }
      return false;
    }
    sums.at(start, group).add(columns, row);
    aggregated++;
    return true;
  }

  /** Whether the event in this row is late for its window, given the partition's clock before it. */
  boolean isLate(int row, long time, long clock) {
    findWindow(time);
    return groups.id(row) != GroupIds.MISSING && window.isLate(start, clock);
  }

  /** The window that the event was late for, right after {@link #isLate} said so. */
  Combined.Missed missed(long clock) {
    return new Combined.Missed(plan.name(), start, end, clock - window.closesAt(start));
  }

  boolean mayClose(long clockBefore, long clockAfter) {
    return window.mayClose(clockBefore, clockAfter);
  }

  Partial.LedgerEntry ledger(long read, long deadLetters) {
    return new Partial.LedgerEntry(plan.id(), new Counts(read, aggregated, 0, skipped, late, 0, deadLetters));
  }

  /** Tells the coarser ones what they are made of, after the last event of the batch. */
  void rollUp() {
    for (AggregationCombiner each : coarser) {
      each.add(this);
    }
  }

  private void add(AggregationCombiner finer) {
    aggregated += finer.aggregated;
    skipped += finer.skipped;
    finer.sums.forEach((finerStart, group, sum) -> sums.at(window.start(finerStart), group).merge(sum));
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
