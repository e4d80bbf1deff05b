package dev.windrow.simulator.event;

/**
 * Inverts the share of events up to a time t of a period, t − a/2π × (cos 2πt − 1) with a = 0.8, by a table with linear
 * interpolation between its entries. StrictMath, so the table is the same on every machine.
 */
final class SineWarp implements Shape.Warp {

  private static final int STEPS = 6000;
  private static final double AMPLITUDE = 0.8;
  private static final double FULL = 2 * StrictMath.PI;

  private final long periodMicros;
  private final long[] table = new long[STEPS + 1];

  SineWarp(long periodMicros) {
    this.periodMicros = periodMicros;
    for (int i = 0; i <= STEPS; i++) {
      table[i] = (long) (timeOf((double) i / STEPS) * periodMicros);
    }
    table[STEPS] = periodMicros;
  }

  @Override
  public long at(long micros) {
    long phase = micros % periodMicros;
    long step = periodMicros / STEPS;
    int index = (int) (phase / step);
    long from = table[index];
    return micros - phase + from + (table[index + 1] - from) * (phase % step) / step;
  }

  /** By bisection: the share of events rises with time. */
  private static double timeOf(double share) {
    double low = 0;
    double high = 1;
    for (int i = 0; i < 50; i++) {
      double middle = (low + high) / 2;
      if (shareUpTo(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static double shareUpTo(double time) {
    return time - AMPLITUDE / FULL * (StrictMath.cos(FULL * time) - 1);
  }
}
