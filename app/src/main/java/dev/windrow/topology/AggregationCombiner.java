package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import dev.windrow.value.NumberColumn;
import dev.windrow.window.Tumbling;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up one batch for one aggregation, and counts what became of its events.
 *
 * <p>Several aggregations of the same events cost little more than the finest of them: one whose windows and groups are put together of those of a finer one need
 * not see each event, but gets the finer one's sums when all are added up. For windows these are the panes of Li, Maier, Tufte, Papadimos and Tucker, "No Pane,
 * No Gain", SIGMOD Record 34 (1), 2005; for groups the smallest parents of Agarwal and others, "On the Computation of Multidimensional Aggregates", VLDB 1996.
 * An event that is too late for the finer one, or has no group there, may be one for the coarser one, which gets it by itself.
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

  /** Those that are put together of this one, and not of a coarser one of them. */
  private final List<AggregationCombiner> coarser = new ArrayList<>();

  /** The fields of the one that it is put together of that are its own; empty for one that sees each event. */
  private final int[] fieldsOfFiner;

  private long start;
  private long end;
  private long aggregated;
  private long skipped;
  private long late;

  /** One that sees each event. */
  AggregationCombiner(AggregationPlan plan) {
    this(plan, GroupIds.of(plan.groupColumns()), new int[0]);
  }

  private AggregationCombiner(AggregationPlan plan, GroupIds groups, int[] fieldsOfFiner) {
    this.plan = plan;
    this.hash = MergePartitions.aggregationHash(plan.id());
    this.window = plan.window();
    this.groups = groups;
    this.fieldsOfFiner = fieldsOfFiner;
    this.sums = new SumTable(plan.measures());
    this.columns = new NumberColumn[plan.numberColumns().size()];
  }

  /** Whether another aggregation can be put together of this one. */
  boolean makesUp(AggregationPlan other) {
    return other.isMadeOf(plan);
  }

  /** One for such an aggregation: this one tells it what it needs to know of each batch. */
  AggregationCombiner coarser(AggregationPlan other) {
    GroupIds itsGroups = other.groupColumns().equals(plan.groupColumns()) ? groups : GroupIds.of(other.groupColumns());
    int[] itsFields = other.numberColumns().stream().mapToInt(plan.numberColumns()::indexOf).toArray();
    AggregationCombiner made = new AggregationCombiner(other, itsGroups, itsFields);
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

  /** Takes the event in this row; false when it is late for its window, or one of the coarser ones', given the partition's clock before it. */
  boolean take(int row, long time, long clock) {
    int group = groups.id(row);
    if (group == GroupIds.MISSING) {
      skipped++;
      return leaveToCoarser(row, time, clock);
    }
    findWindow(time);
    if (window.isLate(start, clock)) {
      late++;
      leaveToCoarser(row, time, clock);
      return false;
    }
    sums.at(start, group).add(columns, row);
    aggregated++;
    return true;
  }

  private boolean leaveToCoarser(int row, long time, long clock) {
    boolean inTime = true;
    for (AggregationCombiner each : coarser) {
      inTime &= each.take(row, time, clock);
    }
    return inTime;
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
      each.rollUp();
    }
  }

  private void add(AggregationCombiner finer) {
    aggregated += finer.aggregated;
    boolean sameGroups = groups == finer.groups;
    finer.sums.forEach((finerStart, finerGroup, sum) -> {
      int group = sameGroups ? finerGroup : groups.idAround(finer.groups, finerGroup);
      sums.at(window.start(finerStart), group).mergeFields(sum, fieldsOfFiner);
    });
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
