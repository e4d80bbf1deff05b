package dev.windrow.query;

import dev.windrow.window.SourceId;
import java.util.HashMap;
import java.util.Map;

/** Notes since when the clocks of source partitions stand. Thread-safe. */
final class ClockWatch {

  private final Map<SourceId, Stand> stands = new HashMap<>();

  /** At this wall time the clocks were seen like this; sources that are not among them are forgotten. */
  synchronized void see(Map<SourceId, Long> clocks, long nowMs) {
    stands.keySet().retainAll(clocks.keySet());
    clocks.forEach((source, clock) -> stands.merge(source, new Stand(clock, nowMs), Stand::later));
  }

  /** Wall time since which the clock of a source stands, epoch ms; {@code nowMs} for one that was never seen. */
  synchronized long since(SourceId source, long nowMs) {
    Stand stand = stands.get(source);
    return stand == null ? nowMs : stand.sinceMs;
  }

  private record Stand(long clock, long sinceMs) {

    /** What was seen first of two sights of the same clock. */
    Stand later(Stand now) {
      return now.clock > clock ? now : this;
    }
  }
}
