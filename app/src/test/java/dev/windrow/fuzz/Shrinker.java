package dev.windrow.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes failing input smaller while it still fails, by leaving out ever shorter pieces of it (delta debugging after Zeller and
 * Hildebrandt). Gives up, with what it has, after {@value #MAX_TRIALS} trials.
 */
public final class Shrinker {

  private static final int MAX_TRIALS = 20_000;

  private int trials;

  private Shrinker() {
  }

  /** The smallest list found that {@code fails}; {@code failing} itself if nothing can be left out. */
  static <T> List<T> shrunk(List<T> failing, Predicate<List<T>> fails) {
    return new Shrinker().shrink(failing, fails);
  }

  /** As {@link #shrunk(List, Predicate)}, of bytes. */
  public static byte[] shrunk(byte[] failing, Predicate<byte[]> fails) {
    List<Byte> bytes = new ArrayList<>(failing.length);
    for (byte b : failing) {
      bytes.add(b);
    }
    return bytes(shrunk(bytes, shorter -> fails.test(bytes(shorter))));
  }

  private <T> List<T> shrink(List<T> failing, Predicate<List<T>> fails) {
    List<T> smallest = failing;
    for (int piece = Math.max(1, smallest.size() / 2); piece >= 1; piece /= 2) {
      smallest = withoutPieces(smallest, piece, fails);
    }
    return smallest;
  }

  private <T> List<T> withoutPieces(List<T> failing, int piece, Predicate<List<T>> fails) {
    List<T> smallest = failing;
    int from = 0;
    while (from < smallest.size() && trials++ < MAX_TRIALS) {
      List<T> shorter = new ArrayList<>(smallest.subList(0, from));
      shorter.addAll(smallest.subList(Math.min(smallest.size(), from + piece), smallest.size()));
      if (fails.test(shorter)) {
        smallest = shorter;
      } else {
        from += piece;
      }
    }
    return smallest;
  }

  private static byte[] bytes(List<Byte> list) {
    byte[] bytes = new byte[list.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = list.get(i);
    }
    return bytes;
  }
}
