package dev.windrow.benchmark.scenario;

/**
 * How much is measured.
 *
 * @param events of a preloaded topic
 * @param repetitions that are counted, after one that is not
 * @param slowRepetitions of systems that take many times longer than the others; these are not warmed up if it is 1
 */
public record Extent(long events, int repetitions, int slowRepetitions) {

  public static final Extent FULL = new Extent(20_000_000, 5, 5);
  public static final Extent QUICK = new Extent(5_000_000, 3, 1);

  /** A part of the events, for inputs of which several are needed. */
  Extent withEvents(long value) {
    return new Extent(value, repetitions, slowRepetitions);
  }
}
