package dev.windrow.benchmark.load;

import dev.windrow.benchmark.measure.Percentiles;
import dev.windrow.benchmark.measure.Samples;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What became of requests. Times are milliseconds since a request should have started; of one that failed, until that was known. Confined to one
 * thread.
 */
public final class Tally {

  /** What more than that is, is too many requests. */
  public static final double LONGEST_P99_MS = 1_000;
  public static final double MOST_FAILED = 0.01;

  /** The sender's own lateness has to be small beside that. */
  private static final double LATEST_START_MS = 100;

  private final Samples all = new Samples();
  private final Samples starts = new Samples();
  private final Map<String, Samples> byKind = new TreeMap<>();
  private final Map<String, Long> faults = new HashMap<>();
  private long failed;

  /** A request started so much after its time because its sender was busy. */
  void started(double lateMs) {
    starts.add(lateMs);
  }

  void answered(String kind, double ms) {
    all.add(ms);
    byKind.computeIfAbsent(kind, added -> new Samples()).add(ms);
  }

  void failed(String kind, double ms, String fault) {
    answered(kind, ms);
    failed++;
    faults.merge(fault, 1L, Long::sum);
  }

  /** How many were sent, or should have been. */
  public long requests() {
    return all.size();
  }

  public long failed() {
    return failed;
  }

  /** Of all requests, from 0 to 1. */
  public double failedShare() {
    return requests() == 0 ? 0 : (double) failed / requests();
  }

  /** The most frequent thing that went wrong. */
  public Optional<String> mostFrequentFault() {
    return faults.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
  }

  /** Of at least one request. */
  public Percentiles times() {
    return all.percentiles();
  }

  /** By kind of query, in the order of their names. */
  public Map<String, Percentiles> timesByKind() {
    Map<String, Percentiles> times = new TreeMap<>();
    byKind.forEach((kind, samples) -> times.put(kind, samples.percentiles()));
    return times;
  }

  /** How late the sender itself was. */
  public Percentiles starts() {
    return starts.percentiles();
  }

  /** Why these were too many; nothing when they were not. Of at least one request. */
  public Optional<String> tooMany() {
    double late = starts().at(99);
    if (late > LATEST_START_MS) {
      return Optional.of(String.format(Locale.ROOT, "the load generator could not keep up (p99 %.0f ms late)", late));
    }
    if (failedShare() > MOST_FAILED) {
      return Optional.of(String.format(Locale.ROOT, "%.1f %% failed (%s)", 100 * failedShare(), mostFrequentFault().orElse("")));
    }
    double p99 = times().at(99);
    return p99 > LONGEST_P99_MS ? Optional.of(String.format(Locale.ROOT, "p99 %.0f ms", p99)) : Optional.empty();
  }
}
