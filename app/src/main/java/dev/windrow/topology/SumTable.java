package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.aggregate.Measures;
import java.util.Arrays;

/**
 * One aggregation's accumulators within one batch, by window start and group id: an open-addressing table with linear
 * probing, and the last hit remembered, since events of one time and type come in runs.
 *
 * <p>Hot path: allocates per (window, group) of a batch, never per event. Confined to the stream thread.
 */
final class SumTable {

  private static final int INITIAL = 64;

  /** A table that grew beyond this is not kept for the next batch. */
  private static final int KEPT = 1 << 16;

  private static final int NONE = -1;

  private final Measures measures;
  private long[] starts = new long[INITIAL];
  private int[] groups = new int[INITIAL];
  private Accumulator[] sums = new Accumulator[INITIAL];
  private int size;

  /** Where the last hit stands, and not what: collectors charge for each reference that is stored in what has lived for long. */
  private int lastSlot = NONE;
  private long lastStart;
  private int lastGroup;

  SumTable(Measures measures) {
    this.measures = measures;
  }

  void clear() {
    if (sums.length > KEPT) {
      starts = new long[INITIAL];
      groups = new int[INITIAL];
      sums = new Accumulator[INITIAL];
    } else {
      Arrays.fill(sums, null);
    }
    size = 0;
    lastSlot = NONE;
  }

  /** The accumulator of this group in the window that starts then; a new one at its first call. */
  Accumulator at(long start, int group) {
    if (lastSlot == NONE || group != lastGroup || start != lastStart) {
      lastSlot = find(start, group);
      lastStart = start;
      lastGroup = group;
    }
    return sums[lastSlot];
  }

  /** Hands out all accumulators, in no particular order. */
  void forEach(Visitor visitor) {
    for (int slot = 0; slot < sums.length; slot++) {
      if (sums[slot] != null) {
        visitor.visit(starts[slot], groups[slot], sums[slot]);
      }
    }
  }

  interface Visitor {
    void visit(long start, int group, Accumulator sum);
  }

  /** Its slot, in which there is an accumulator then. */
  private int find(long start, int group) {
    int slot = slot(start, group);
    if (sums[slot] == null) {
      if ((size + 1) * 2 > sums.length) {
        grow();
        slot = slot(start, group);
      }
      starts[slot] = start;
      groups[slot] = group;
      sums[slot] = measures.newAccumulator();
      size++;
    }
    return slot;
  }

  /** Where the key stands, or the free slot where it belongs. */
  private int slot(long start, int group) {
    int mask = sums.length - 1;
    long hash = (start * 31 + group) * 0x9e3779b97f4a7c15L;
    int slot = (int) (hash >>> 32) & mask;
    while (sums[slot] != null && (starts[slot] != start || groups[slot] != group)) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldStarts = starts;
    int[] oldGroups = groups;
    Accumulator[] oldSums = sums;
    starts = new long[oldSums.length * 2];
    groups = new int[oldSums.length * 2];
    sums = new Accumulator[oldSums.length * 2];
    for (int old = 0; old < oldSums.length; old++) {
      if (oldSums[old] != null) {
        int slot = slot(oldStarts[old], oldGroups[old]);
        starts[slot] = oldStarts[old];
        groups[slot] = oldGroups[old];
        sums[slot] = oldSums[old];
      }
    }
  }
}
