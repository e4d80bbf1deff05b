package dev.windrow.event;

import java.util.List;

/**
 * What was polled of one partition, so that it travels as one record; or, without records, the word that the partition has been read to its end and is
 * quiet. It never leaves the process.
 *
 * @param partitions how many partitions the topic has, at least 1
 * @param wallMs wall clock when it was fetched, epoch ms, at least 0
 * @param quietMs for how long the partition has been quiet, ms; {@link #BUSY} with records
 * @param caughtUp whether nothing stood behind it when it was fetched
 */
public record Frame(Records records, int partitions, long wallMs, long quietMs, boolean caughtUp) {

  static final long BUSY = -1;

  public Frame {
    boolean idle = quietMs >= 0;
    if (partitions < 1 || wallMs < 0 || idle != (records.count() == 0)) {
      String expected = "at least one partition, a time of at least 0, and either records or a quiet time";
      String found = partitions + " partitions, wall time " + wallMs + ", quiet for " + quietMs + " and " + records.count() + " records";
      throw new IllegalArgumentException("expected " + expected + ", found " + found);
    }
  }

  /** Records, at least one. */
  public static Frame of(Records records, int partitions, long wallMs, boolean caughtUp) {
    return new Frame(records, partitions, wallMs, BUSY, caughtUp);
  }

  /** Nothing to read, for {@code quietMs} by now. */
  public static Frame idle(int partitions, long wallMs, long quietMs) {
    return new Frame(new RawRecords(List.of()), partitions, wallMs, quietMs, true);
  }

  boolean isIdle() {
    return quietMs != BUSY;
  }
}
