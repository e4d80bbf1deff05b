package dev.windrow.ops;

/**
 * How a part of the service is, in its own words.
 *
 * @param component its name, as in {@code kafka}
 * @param detail why, in a few words; shown to everyone who asks, so without addresses and names of others
 */
public record Health(String component, State state, String detail) {

  /** The best first. */
  public enum State {
    /** As it should be. */
    READY,
    /** Cannot do its work now, and may again without anybody's help. */
    WAITING,
    /** Only a new start of the process can help. */
    BROKEN
  }

  public static Health ready(String component, String detail) {
    return new Health(component, State.READY, detail);
  }

  public static Health waiting(String component, String detail) {
    return new Health(component, State.WAITING, detail);
  }

  public static Health broken(String component, String detail) {
    return new Health(component, State.BROKEN, detail);
  }
}
