package dev.windrow.simulator.event;

/**
 * Random numbers by position: the n-th draw depends on the seed, the stream and n, and on nothing else. Every concern has a stream of its
 * own, so switching one option on does not change what another one draws.
 *
 * <p>The algorithm is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014; variant 13
 * of the mixer), entered at a position instead of stepped.
 */
final class Draws {

  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final double UNIT = 0x1.0p-53;

  private final long origin;

  Draws(long seed, Stream stream) {
    this.origin = mix(mix(seed) + stream.id);
  }

  long at(long n) {
    return mix(origin + (n + 1) * GAMMA);
  }

  /** Uniform in [0, bound), by the high part of a product; its bias is below bound / 2^63. */
  static long below(long draw, long bound) {
    long positive = draw >>> 1;
    return (Math.multiplyHigh(positive, bound) << 1) | ((positive * bound) >>> 63);
  }

  /** The part of the draw that {@link #below} left over: uniform in [0, 2^63). */
  static long remainder(long draw, long bound) {
    return ((draw >>> 1) * bound) & Long.MAX_VALUE;
  }

  /** Uniform in [0, 1). */
  static double unit(long draw) {
    return (draw >>> 11) * UNIT;
  }

  /** A second, independent number out of one draw. */
  static long again(long draw) {
    return mix(draw ^ GAMMA);
  }

  /** For {@link #hits}: how many of 2^63 draws hit. */
  static long threshold(double probability) {
    return (long) (probability * 0x1.0p63);
  }

  static boolean hits(long draw, long threshold) {
    return (draw >>> 1) < threshold;
  }

  private static long mix(long state) {
    long z = state;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The ids are part of what a seed means: they never change. */
  enum Stream {
    USER(1), TYPE(2), VALUE(3), ORDER(4), LATE(5), LATENESS(6), AHEAD(7), LEAD(8), DUPLICATE(9), MALFORMED(10), DEFECT(11);

    private final long id;

    Stream(long id) {
      this.id = id;
    }
  }
}
