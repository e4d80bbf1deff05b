package dev.windrow.benchmark.measure;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * From when on windows could close, by what was in the log when: a window may close as soon as every partition holds an event at or after
 * its end plus grace. All times are epoch milliseconds. Confined to one thread.
 */
public final class ClosingTimes {

  private final long windowMs;
  private final long graceMs;
  private final long[] nextEndMs;
  private final Map<Long, long[]> appended = new HashMap<>();

  public ClosingTimes(int partitions, long windowMs, long graceMs) {
    this.windowMs = windowMs;
    this.graceMs = graceMs;
    this.nextEndMs = new long[partitions];
  }

  /**
   * Takes the next event of a partition, in the order of the log.
   *
   * @param eventMs when it happened
   * @param appendedMs when the broker put it into the log
   */
  public void add(int partition, long eventMs, long appendedMs) {
    if (nextEndMs[partition] == 0) {
      nextEndMs[partition] = eventMs / windowMs * windowMs + windowMs;
    }
    while (eventMs >= nextEndMs[partition] + graceMs) {
      appendedBy(nextEndMs[partition])[partition] = appendedMs;
      nextEndMs[partition] += windowMs;
    }
  }

  private long[] appendedBy(long endMs) {
    return appended.computeIfAbsent(endMs, added -> new long[nextEndMs.length]);
  }

  /** When the last partition passed the window that ends then; nothing when one has not. */
  public OptionalLong of(long endMs) {
    long latest = 0;
    for (long appendedMs : appendedBy(endMs)) {
      if (appendedMs == 0) {
        return OptionalLong.empty();
      }
      latest = Math.max(latest, appendedMs);
    }
    return OptionalLong.of(latest);
  }

  /** The end of the last window that every partition has passed; the epoch when there is none. */
  public long lastEndMs() {
    return List.copyOf(appended.keySet()).stream().filter(end -> of(end).isPresent()).mapToLong(Long::longValue).max().orElse(0);
  }
}
