package dev.windrow.topology;

import dev.windrow.event.RawRecord;
import dev.windrow.event.Reject;
import java.util.List;

/** What stage 1 makes of a batch; the topology splits it by kind. */
sealed interface Combined {

  /** A partial for one merge partition. */
  record ForMerge(int mergePartition, Partial partial) implements Combined {}

  /**
   * An event that came too late for some aggregation (rule S3).
   *
   * @param clock the partition's clock before the event
   */
  record Late(RawRecord event, long clock, List<Missed> missed) implements Combined {}

  /** A record that is no usable event (rule S9). */
  record DeadLetter(RawRecord event, Reject reject) implements Combined {}

  /**
   * A window that an event was late for.
   *
   * @param byMs by how much the clock had passed the window's end and grace
   */
  record Missed(String aggregation, long start, long end, long byMs) {}
}
