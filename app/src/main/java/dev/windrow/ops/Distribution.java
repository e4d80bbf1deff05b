package dev.windrow.ops;

/** Takes single values in the base unit of its meter: seconds, bytes. Any thread may call it; it allocates nothing. */
public interface Distribution {

  void record(double value);

  /** Records the time that has passed since {@code began}, which is what {@link System#nanoTime} said. */
  default void recordSince(long began) {
    record((System.nanoTime() - began) / 1e9);
  }
}
