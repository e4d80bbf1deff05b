package dev.windrow.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All chance in a run comes from here, so that its seed repeats it. */
final class Dice {

  private final SplittableRandom random;

  Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /** From {@code from} to {@code to}, both included. */
  long between(long from, long to) {
    return random.nextLong(from, to + 1);
  }

  <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
