package dev.windrow.benchmark.measure;

/** A time, in epoch milliseconds. */
public record Span(long fromMs, long toMs) {

  /** Whether it was then; not in its last {@code marginMs}, from which effects reach beyond its end. */
  public boolean has(long ms, long marginMs) {
    return ms >= fromMs && ms < toMs - marginMs;
  }
}
