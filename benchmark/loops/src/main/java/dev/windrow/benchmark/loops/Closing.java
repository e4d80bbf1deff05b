package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.Stats;
import dev.windrow.benchmark.peer.Windows;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Merges what the threads have of each window, and sends the results when all have handed over theirs. Guarded by this. */
final class Closing {

  private final TreeMap<Long, Map<String, Stats>> windows = new TreeMap<>();
  private final long[] handedOverMs;
  private final Results results;

  Closing(int threads, Results results) {
    this.handedOverMs = new long[threads];
    this.results = results;
  }

  synchronized void add(long startMs, Map<String, Stats> part) {
    Map<String, Stats> window = windows.computeIfAbsent(startMs, start -> new HashMap<>());
    part.forEach((group, stats) -> window.merge(group, stats, Stats::merge));
  }

  /** {@code thread} has handed over all windows that the watermark closes. */
  synchronized void handedOver(int thread, long watermarkMs) {
    if (watermarkMs == handedOverMs[thread]) {
      return;
    }
    handedOverMs[thread] = watermarkMs;
    long lowest = Arrays.stream(handedOverMs).min().orElseThrow();
    while (!windows.isEmpty() && Windows.closesAtMs(windows.firstKey()) <= lowest) {
      Map.Entry<Long, Map<String, Stats>> window = windows.pollFirstEntry();
      results.send(window.getKey(), window.getValue());
    }
  }
}
