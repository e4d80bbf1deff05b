package dev.windrow.simulator.event;

import java.util.function.IntToDoubleFunction;

/**
 * Draws an index by weight in constant time (Vose's alias method). Takes 12 bytes per index. The same weights give the same table on every
 * machine.
 */
final class AliasTable {

  private final long[] keep;
  private final int[] alias;

  /** @param weight not negative, finite, at least one of them positive */
  AliasTable(int size, IntToDoubleFunction weight) {
    this.keep = new long[size];
    this.alias = new int[size];
    fill(scaled(size, weight));
  }

  int index(long draw) {
    int index = (int) Draws.below(draw, keep.length);
    return Draws.remainder(draw, keep.length) < keep[index] ? index : alias[index];
  }

  private static double[] scaled(int size, IntToDoubleFunction weight) {
    double[] scaled = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      scaled[i] = weight.applyAsDouble(i);
      sum += scaled[i];
    }
    for (int i = 0; i < size; i++) {
      scaled[i] = scaled[i] / sum * size;
    }
    return scaled;
  }

  /** One array holds both work lists: the small ones grow from the front, the large ones from the back. */
  private void fill(double[] scaled) {
    int[] work = new int[scaled.length];
    int small = 0;
    int large = scaled.length;
    for (int i = 0; i < scaled.length; i++) {
      work[scaled[i] < 1 ? small++ : --large] = i;
    }
    while (small > 0 && large < work.length) {
      int less = work[--small];
      int more = work[large];
      keep[less] = Draws.threshold(scaled[less]);
      alias[less] = more;
      scaled[more] -= 1 - scaled[less];
      if (scaled[more] < 1) {
        large++;
        work[small++] = more;
      }
    }
    while (large < work.length) {
      keepAlways(work[large++]);
    }
    while (small > 0) {
      keepAlways(work[--small]);
    }
  }

  private void keepAlways(int index) {
    keep[index] = Long.MAX_VALUE;
    alias[index] = index;
  }
}
