package dev.windrow.benchmark.measure;

import java.util.OptionalInt;

/**
 * Looks for the highest rate that holds: doubles it until one does not, then halves what lies between, until that is 10 %. When the first one
 * does not hold, halves it until one does. Pure: the caller tries. Confined to one thread.
 */
public final class BreakingRate {

  private static final int LOWEST = 10;
  private static final int HIGHEST = 128_000;

  private int held;
  private OptionalInt broken = OptionalInt.empty();
  private int next;

  public BreakingRate(int first) {
    this.next = first;
  }

  /** What to try next; nothing when it is known closely enough, or beyond what makes sense to try. */
  public OptionalInt next() {
    return isFound() || next < LOWEST || next > HIGHEST ? OptionalInt.empty() : OptionalInt.of(next);
  }

  /** What was tried holds, or does not. */
  public void tried(int rate, boolean holds) {
    if (holds) {
      held = rate;
    } else {
      broken = OptionalInt.of(rate);
    }
    next = broken.isEmpty() ? 2 * held : (held + broken.getAsInt()) / 2;
  }

  /** Whether it is known to 10 %. */
  public boolean isFound() {
    return held > 0 && broken.isPresent() && broken.getAsInt() * 10L <= held * 11L;
  }

  /** The highest rate that held; 0 when none did. */
  public int held() {
    return held;
  }

  /** The lowest rate that did not hold; nothing when all did. */
  public OptionalInt broken() {
    return broken;
  }
}
