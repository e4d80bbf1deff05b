package dev.windrow.benchmark.scenario;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param events of a preloaded topic
 * @param repetitions that are counted, after two that are not
 * @param slowRepetitions of systems that take many times longer than the others; these are not warmed up if it is 1
 * @param live how long live events are measured
 */
public record Extent(long events, int repetitions, int slowRepetitions, Duration live) {

  public static final Extent FULL = new Extent(20_000_000, 5, 5, Duration.ofSeconds(40));
  public static final Extent QUICK = new Extent(15_000_000, 3, 1, Duration.ofSeconds(20));

  public Extent withEvents(long value) {
    return new Extent(value, repetitions, slowRepetitions, live);
  }

  public Extent withRepetitions(int value) {
    return new Extent(events, value, Math.min(value, slowRepetitions), live);
  }

  public Extent withLive(Duration value) {
    return new Extent(events, repetitions, slowRepetitions, value);
  }
}
