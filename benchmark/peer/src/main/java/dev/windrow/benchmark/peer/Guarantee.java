package dev.windrow.benchmark.peer;

import java.util.Locale;

/** What a peer promises after a failure, for those that leave the choice. */
public enum Guarantee {
  EXACTLY_ONCE,
  AT_LEAST_ONCE;

  /** As options spell it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** @throws IllegalArgumentException if there is none that is spelled so */
  public static Guarantee of(String text) {
    for (Guarantee guarantee : values()) {
      if (guarantee.toString().equals(text)) {
        return guarantee;
      }
    }
    throw new IllegalArgumentException("expected exactly-once or at-least-once, found " + text);
  }
}
