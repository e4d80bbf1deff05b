package dev.windrow.benchmark.judge;

import java.util.Locale;

/**
 * How results compare with the truth.
 *
 * @param expected how many results there should be
 * @param missing of them
 * @param wrong of them
 * @param extra results that should not be
 * @param repeated results that came more than once
 * @param counted share of the events that were counted
 * @param example of a difference; empty when there is none
 */
public record Verdict(long expected, long missing, long wrong, long extra, long repeated, double counted, String example) {

  private static final double WHOLE = 1;

  /** Of both; as much counted as of the one that counted less. */
  Verdict plus(Verdict other) {
    return new Verdict(
        expected + other.expected, missing + other.missing, wrong + other.wrong, extra + other.extra, repeated + other.repeated,
        Math.min(counted, other.counted), example.isEmpty() ? other.example : example);
  }

  public boolean isRight() {
    return expected > 0 && missing == 0 && wrong == 0 && extra == 0 && repeated == 0;
  }

  /** In one cell of a table. */
  public String text() {
    if (isRight()) {
      return "yes";
    }
    String dropped = counted < WHOLE ? String.format(Locale.ROOT, ", %.1f %% of the events dropped", 100 * (WHOLE - counted)) : "";
    return "NO: " + (missing + wrong) + " of " + expected + " results wrong" + plus(extra, "extra") + plus(repeated, "repeated") + dropped;
  }

  private static String plus(long count, String what) {
    return count == 0 ? "" : ", " + count + " " + what;
  }
}
