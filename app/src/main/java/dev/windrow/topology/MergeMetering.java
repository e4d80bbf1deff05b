package dev.windrow.topology;

import dev.windrow.ops.Distribution;
import dev.windrow.ops.Level;
import dev.windrow.ops.MeterName;
import dev.windrow.ops.Meters;
import dev.windrow.ops.Tally;
import dev.windrow.window.WindowResult;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the meters what a task of stage 2 does: a few writes per partial, and an addition per result. What is known of a merge partition goes
 * with the task. Confined to the stream thread.
 */
final class MergeMetering {

  private final Meters meters;
  private final Distribution emitDelay;
  private final Map<String, Results> results = new HashMap<>();
  private final Map<String, Kept> kept = new HashMap<>();
  private Meters.Scope task;
  private Level watermark;
  private long finals;

  MergeMetering(Meters meters, List<AggregationPlan> plans) {
    this.meters = meters;
    this.emitDelay = meters.distribution(MeterName.EMIT_DELAY);
    plans.forEach(plan -> results.put(plan.name(), Results.of(meters, plan.name())));
  }

  /** The task is here, and merges this partition. */
  void open(int mergePartition, Merger merger) {
    String partition = Integer.toString(mergePartition);
    task = meters.scope();
    watermark = task.level(MeterName.WATERMARK, partition);
    task.age(MeterName.WATERMARK_AGE, watermark, partition);
    results.keySet().forEach(aggregation -> kept.put(aggregation, new Kept(
        task.level(MeterName.OPEN_WINDOWS, aggregation, partition), task.level(MeterName.KEPT_ROWS, aggregation, partition))));
    show(merger);
  }

  void merged(Merged merged) {
    if (merged instanceof Merged.Result result) {
      boolean isFinal = result.result().status() == WindowResult.Status.FINAL;
      finals += isFinal ? 1 : 0;
      results.get(result.result().aggregation()).add(isFinal);
    } else if (merged instanceof Merged.Expired expired) {
      results.get(expired.aggregation()).expired.add(expired.events());
    }
  }

  /** A partial has been merged. */
  void partial(Partial partial, Merger merger, long nowMs) {
    if (finals > 0) {
      // The machine that polled the batch may have a clock that is ahead of ours.
      emitDelay.record(Math.max(0, nowMs - partial.wallMs()) / 1e3);
      finals = 0;
    }
    show(merger);
  }

  /** The task goes. */
  void close() {
    kept.clear();
    task.close();
  }

  /** What is kept may have changed. Kafka Streams may commit a task's last changes after it has gone. */
  void show(Merger merger) {
    if (kept.isEmpty()) {
      return;
    }
    watermark.setTime(merger.watermark());
    merger.showKept((aggregation, openWindows, rows) -> {
      Kept levels = kept.get(aggregation);
      levels.openWindows.set(openWindows);
      levels.rows.set(rows);
    });
  }

  private record Kept(Level openWindows, Level rows) {}

  private record Results(Tally finals, Tally revised, Tally expired) {

    static Results of(Meters meters, String aggregation) {
      return new Results(
          meters.tally(MeterName.RESULTS, aggregation, "final"),
          meters.tally(MeterName.RESULTS, aggregation, "revised"),
          meters.tally(MeterName.RECORDS, aggregation, "expired"));
    }

    void add(boolean isFinal) {
      (isFinal ? finals : revised).add(1);
    }
  }
}
