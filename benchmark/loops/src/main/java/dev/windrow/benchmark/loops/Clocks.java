package dev.windrow.benchmark.loops;

import java.util.concurrent.atomic.AtomicLongArray;

/** The highest event time so far of each partition. Thread-safe; each partition has one writer. */
final class Clocks {

  private final AtomicLongArray clocks;

  Clocks(int partitions) {
    this.clocks = new AtomicLongArray(partitions);
  }

  long of(int partition) {
    return clocks.get(partition);
  }

  void set(int partition, long clockMs) {
    clocks.set(partition, clockMs);
  }

  /** Which time all partitions have reached. */
  long watermarkMs() {
    long lowest = Long.MAX_VALUE;
    for (int partition = 0; partition < clocks.length(); partition++) {
      lowest = Math.min(lowest, clocks.get(partition));
    }
    return lowest;
  }
}
