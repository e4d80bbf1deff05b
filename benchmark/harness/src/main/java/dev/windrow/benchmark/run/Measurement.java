package dev.windrow.benchmark.run;

import dev.windrow.benchmark.judge.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured of one catch-up.
 *
 * @param events that were read
 * @param wall from the first fetched bytes to the last expected result
 * @param cpu of the system's processes in that time
 * @param cpuByThread the same by kind of thread, see {@link ThreadTimes}
 * @param peakRssKib of its processes together
 * @param shuffled share of the input's bytes that it sent to topics between its own stages
 * @param verdict about the results; nothing of a system without any
 */
public record Measurement(
    long events, Duration wall, Duration cpu, Map<String, Duration> cpuByThread, long peakRssKib, double shuffled, Optional<Verdict> verdict) {

  public Measurement {
    cpuByThread = Map.copyOf(cpuByThread);
  }

  public double millionEventsPerSecond() {
    return events / 1e6 / (wall.toNanos() / 1e9);
  }

  public double cpuMicrosPerEvent() {
    return cpu.toNanos() / 1e3 / events;
  }

  public double peakRssMib() {
    return peakRssKib / 1024.0;
  }
}
