package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.event.EventDecoder;
import dev.windrow.event.Frame;
import dev.windrow.event.FrameBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A source partition as stage 1 reads it, without Kafka: it keeps the offset and the clock that Kafka would keep. The
 * record timestamp of its events is 0.
 */
final class SourcePartition {

  private final String topic;
  private final int partition;
  private final int partitions;
  private final EventDecoder decoder;
  private final Combiner combiner;
  private long clock;
  private long next;
  private long wallMs;
  private boolean caughtUp;

  /** @param partitions how many the topic has */
  SourcePartition(Config config, String topic, int partition, int partitions, int mergePartitions) {
    this.topic = topic;
    this.partition = partition;
    this.partitions = partitions;
    this.decoder = new EventDecoder(config.schema());
    long idleAfterMs = config.input().idleAfter().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    this.combiner = new Combiner(AggregationPlan.of(config), mergePartitions, idleAfterMs);
  }

  /** What the wall clock says when the next batches are polled. */
  SourcePartition wall(long nowMs) {
    wallMs = nowMs;
    return this;
  }

  /** Whether nothing stands behind the next batches; otherwise there is more. */
  SourcePartition caughtUp(boolean now) {
    caughtUp = now;
    return this;
  }

  /** All that stage 1 makes of a batch of these events. */
  List<Combined> batch(String... events) {
    return combine(frame(events));
  }

  List<Combined> idle(long quietMs, long nowMs) {
    return combine(Frame.idle(partitions, nowMs, quietMs));
  }

  /** The partials of a batch, for merge partition 0. */
  List<Partial> partials(String... events) {
    return partials(batch(events));
  }

  /** The one partial of a batch, for merge partition 0. */
  Partial partial(String... events) {
    return partials(events).get(0);
  }

  Partial idlePartial(long quietMs, long nowMs) {
    return partials(idle(quietMs, nowMs)).get(0);
  }

  /** The partition is read again from here, with the clock that Kafka kept for this offset. */
  void rewind(long offset, long clockThere) {
    next = offset;
    clock = clockThere;
  }

  long clock() {
    return clock;
  }

  long next() {
    return next;
  }

  static List<Partial> partials(List<Combined> combined) {
    List<Partial> partials = new ArrayList<>();
    for (Combined one : combined) {
      if (one instanceof Combined.ForMerge forMerge && forMerge.mergePartition() == 0) {
        partials.add(forMerge.partial());
      }
    }
    return partials;
  }

  /** A batch of these events from offset 0 and clock 0. */
  static EventBatch decoded(Config config, String... events) {
    return new SourcePartition(config, "events", 0, 1, 1).decoded(events);
  }

  /** The next batch, which is not taken yet. */
  EventBatch decoded(String... events) {
    EventBatch batch = decoder.decode(frame(events));
    batch.settle(next, clock, 0);
    return batch;
  }

  private Frame frame(String... events) {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(partitions, wallMs);
    for (int i = 0; i < events.length; i++) {
      frame.record(next + i, 0, null, Events.utf8(events[i]));
    }
    return frame.finish(caughtUp);
  }

  private List<Combined> combine(Frame frame) {
    EventBatch batch = decoder.decode(frame);
    batch.settle(next, clock, 0);
    List<Combined> combined = new ArrayList<>();
    combiner.combine(topic, partition, batch, combined::add);
    clock = batch.clockAfter();
    next = batch.nextOffset();
    return combined;
  }
}
