package dev.windrow.ops;

/** Shows the last value that it was told; NaN is unknown. Any thread may call it; it costs a write to memory. */
public final class Level {

  private volatile double value = Double.NaN;

  public void set(double now) {
    value = now;
  }

  /** A point in time in epoch ms, where 0 is unknown, as Prometheus has it. */
  public void setTime(long epochMs) {
    set(epochMs == 0 ? Double.NaN : epochMs / 1e3);
  }

  double value() {
    return value;
  }
}
