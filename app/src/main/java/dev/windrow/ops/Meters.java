package dev.windrow.ops;

/**
 * Makes meters. Those made here are of the whole instance and stay until it ends; asked for twice, the meter is the same. Thread-safe.
 *
 * <p>Made once and kept by whoever tells them something: what is asked here is looked up, what is told to a meter is not.
 */
public interface Meters {

  /** Makes meters that nobody looks at. */
  Meters NONE = new NoMeters();

  /** A counter, with the values of its tags in their order. */
  Tally tally(MeterName name, String... tagValues);

  Distribution distribution(MeterName name);

  /** Begins a scope: for what belongs to one task. */
  Scope scope();

  /**
   * Makes meters that end with it: when a partition moves to another instance, what was known of it here must not linger. A meter that was made
   * anew meanwhile, by another scope, is that one's and stays.
   */
  interface Scope extends AutoCloseable {

    Tally tally(MeterName name, String... tagValues);

    Level level(MeterName name, String... tagValues);

    /** Shows how far a {@code time}, in epoch seconds, is behind the time of day. */
    void age(MeterName name, Level time, String... tagValues);

    @Override
    void close();
  }
}
