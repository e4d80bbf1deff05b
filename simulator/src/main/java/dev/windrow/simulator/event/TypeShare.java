package dev.windrow.simulator.event;

/**
 * An event type and how likely it is.
 *
 * @param name not empty, at most 1000 characters
 * @param weight relative to the other types' weights; not negative
 */
public record TypeShare(String name, double weight) {

  private static final int LONGEST = 1000;

  public TypeShare {
    if (name.isEmpty() || name.length() > LONGEST) {
      throw new IllegalArgumentException("expected an event type of 1 to " + LONGEST + " characters, found " + name.length());
    }
    if (!(weight >= 0 && weight <= 1e9)) {
      throw new IllegalArgumentException("expected a weight from 0 to 1e9 for event type '" + name + "', found " + weight);
    }
  }
}
