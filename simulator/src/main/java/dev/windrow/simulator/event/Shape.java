package dev.windrow.simulator.event;

/**
 * How traffic varies over time. A shape moves events within its period and leaves their order and the average rate as they
 * are: as many events as at a steady pace fall into every whole period, counted from the start.
 */
public enum Shape {
  /** Always the same rate. */
  STEADY(1),
  /** Every 10 seconds, 80 % of the events come in the first 2 seconds: 4 times the rate, then a quarter of it. */
  BURST(10_000_000),
  /** A wave of 60 seconds between 0.2 and 1.8 times the rate. */
  SINE(60_000_000);

  private final long periodMicros;

  Shape(long periodMicros) {
    this.periodMicros = periodMicros;
  }

  Warp warp() {
    return switch (this) {
      case STEADY -> micros -> micros;
      case BURST -> this::burst;
      case SINE -> new SineWarp(periodMicros);
    };
  }

  private long burst(long micros) {
    long phase = micros % periodMicros;
    long busy = periodMicros / 10 * 8;
    long moved = phase < busy ? phase / 4 : busy / 4 + (phase - busy) * 4;
    return micros - phase + moved;
  }

  /** From the time an event would have at a steady rate to its time, both in microseconds after the start; never falls. */
  interface Warp {
    long at(long micros);
  }
}
