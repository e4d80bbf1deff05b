package dev.windrow.topology;

import dev.windrow.event.EventBatch;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Stage 1: adds one batch of one source partition up per (aggregation, window, group). A pure function of the batch and
 * the clock before it (rules S2, S3), but for {@link #lastMoveMs}: when an event last moved a partition's clock, which
 * only ever makes an announcement of idleness fail.
 *
 * <p>Hot path: nothing is allocated per event, but for late events and dead letters. Confined to the stream thread.
 */
final class Combiner {

  /** Whatever one can be put together of stands before it. */
  private static final Comparator<AggregationPlan> FINEST_FIRST = Comparator
      .<AggregationPlan>comparingInt(plan -> -plan.groupColumns().size())
      .thenComparingInt(plan -> -plan.numberColumns().size())
      .thenComparingLong(plan -> plan.window().sizeMs())
      .thenComparingLong(plan -> plan.window().graceMs());

  private final AggregationCombiner[] aggregations;

  /** Those that see each event; all others are put together of them. */
  private final AggregationCombiner[] finest;

  private final PartialBuilder[] builders;
  private final long idleAfterMs;
  private final Map<Source, Long> lastMoveMs = new HashMap<>();

  private record Source(String topic, int partition) {}

  Combiner(List<AggregationPlan> plans, int mergePartitions, long idleAfterMs) {
    this.aggregations = new AggregationCombiner[plans.size()];
    Deque<AggregationCombiner> coarsestFirst = new ArrayDeque<>();
    List<AggregationCombiner> seeing = new ArrayList<>();
    for (AggregationPlan plan : plans.stream().sorted(FINEST_FIRST).toList()) {
      AggregationCombiner combiner = combiner(plan, coarsestFirst, seeing);
      aggregations[plans.indexOf(plan)] = combiner;
      coarsestFirst.push(combiner);
    }
    this.finest = seeing.toArray(AggregationCombiner[]::new);
    this.builders = new PartialBuilder[mergePartitions];
    int fieldsAtMost = plans.stream().mapToInt(plan -> plan.numberColumns().size()).max().orElse(0);
    for (int i = 0; i < mergePartitions; i++) {
      builders[i] = new PartialBuilder(fieldsAtMost);
    }
    this.idleAfterMs = idleAfterMs;
  }

  /** Put together of the coarsest one that it can be put together of, which has the fewest sums; otherwise it becomes one of those that see each event. */
  private static AggregationCombiner combiner(AggregationPlan plan, Deque<AggregationCombiner> coarsestFirst, List<AggregationCombiner> seeing) {
    for (AggregationCombiner finer : coarsestFirst) {
      if (finer.makesUp(plan)) {
        return finer.coarser(plan);
      }
    }
    AggregationCombiner own = new AggregationCombiner(plan);
    seeing.add(own);
    return own;
  }

  /** Hands on, in this order: late events and dead letters as they stand in the batch, then partials for all merge partitions. */
  void combine(String topic, int partition, EventBatch batch, Consumer<Combined> out) {
    for (AggregationCombiner aggregation : aggregations) {
      aggregation.begin(batch);
    }
    // What is left when somebody could not take a partial of this batch at a first attempt.
    for (PartialBuilder builder : builders) {
      builder.clear();
    }
    long deadLetters = takeRows(batch, out);
    for (AggregationCombiner aggregation : finest) {
      aggregation.rollUp();
    }
    for (AggregationCombiner aggregation : aggregations) {
      aggregation.drainTo(builders);
    }
    long quietMs = quietMs(new Source(topic, partition), batch);
    List<Partial.LedgerEntry> ledger = ledger(batch.size(), deadLetters);
    int home = MergePartitions.home(partition, builders.length);
    for (int merge = 0; merge < builders.length; merge++) {
      Partial complete = new Partial(
          topic, partition, batch.partitions(), batch.firstOffset(), batch.nextOffset(), batch.clockAfter(), quietMs, batch.wallMs(),
          batch.caughtUp(), true, merge == home ? ledger : List.of(), List.of());
      for (Partial partial : builders[merge].build(complete)) {
        out.accept(new Combined.ForMerge(merge, partial));
      }
    }
  }

  /** Whether the source no longer holds back some window that it held back before the batch. */
  boolean mayClose(EventBatch batch) {
    for (AggregationCombiner aggregation : aggregations) {
      if (aggregation.mayClose(batch.clockBefore(), batch.clockAfter())) {
        return true;
      }
    }
    return false;
  }

  private long takeRows(EventBatch batch, Consumer<Combined> out) {
    long clock = batch.clockBefore();
    long deadLetters = 0;
    for (int row = 0, rows = batch.size(); row < rows; row++) {
      if (!batch.isGood(row)) {
        deadLetters++;
        out.accept(new Combined.DeadLetter(batch.raw(row), batch.reject(row)));
        continue;
      }
      long time = batch.time(row);
      boolean late = false;
      for (AggregationCombiner aggregation : finest) {
        late |= !aggregation.take(row, time, clock);
      }
      if (late) {
        out.accept(new Combined.Late(batch.raw(row), clock, missed(row, time, clock)));
      }
      clock = Math.max(clock, time);
    }
    return deadLetters;
  }

  /** In the order in which the aggregations were declared. */
  private List<Combined.Missed> missed(int row, long time, long clock) {
    List<Combined.Missed> missed = new ArrayList<>(aggregations.length);
    for (AggregationCombiner aggregation : aggregations) {
      if (aggregation.isLate(row, time, clock)) {
        missed.add(aggregation.missed(clock));
      }
    }
    return missed;
  }

  private List<Partial.LedgerEntry> ledger(long read, long deadLetters) {
    if (read == 0) {
      return List.of();
    }
    List<Partial.LedgerEntry> ledger = new ArrayList<>(aggregations.length);
    for (AggregationCombiner aggregation : aggregations) {
      ledger.add(aggregation.ledger(read, deadLetters));
    }
    return ledger;
  }

  /**
   * For how long the source has been idle (rule S6). The consumer announced it when it polled; data that was queued
   * before the announcement may have moved the clock since.
   */
  private long quietMs(Source source, EventBatch batch) {
    if (!batch.idle()) {
      if (batch.clockAfter() > batch.clockBefore()) {
        lastMoveMs.put(source, batch.wallMs());
      }
      return Partial.NOT_IDLE;
    }
    Long moved = lastMoveMs.get(source);
    long quietMs = moved == null ? batch.quietMs() : Math.min(batch.quietMs(), batch.wallMs() - moved);
    return quietMs >= idleAfterMs ? quietMs : Partial.NOT_IDLE;
  }
}
