package dev.windrow.benchmark.load;

/**
 * A query that should be on its way.
 *
 * @param dueNanos when it should have started
 */
record Request(Query query, long dueNanos, boolean measured) {

  private static final double NANOS_PER_MS = 1e6;

  /** Since it should have started. */
  double ageMs(long nowNanos) {
    return (nowNanos - dueNanos) / NANOS_PER_MS;
  }
}
