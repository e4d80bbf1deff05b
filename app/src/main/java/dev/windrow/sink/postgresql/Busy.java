package dev.windrow.sink.postgresql;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The partitions that a worker has now; no other gets them meanwhile. Thread-safe. */
final class Busy {

  // Guarded by this.
  private final Set<PartitionLoad> loads = new HashSet<>();

  /** Whether nobody had it. */
  synchronized boolean add(PartitionLoad load) {
    return loads.add(load);
  }

  synchronized void remove(PartitionLoad load) {
    loads.remove(load);
    notifyAll();
  }

  /** Returns when nobody has any of {@code these}, or after that time. */
  synchronized void awaitNone(Collection<PartitionLoad> these, long mostMs) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(mostMs);
    long leftMs = mostMs;
    while (leftMs > 0 && !Collections.disjoint(loads, these)) {
      wait(leftMs);
      leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
    }
  }
}
