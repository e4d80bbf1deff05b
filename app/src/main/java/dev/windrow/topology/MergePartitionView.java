package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.window.SourceId;
import dev.windrow.window.Watermarks;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What one merge partition knows of its sources, as its {@code sources} store or the changelog of that has it. Confined to one thread. */
public final class MergePartitionView {

  private final Map<SourceId, SourceState> sources = new HashMap<>();
  private final Map<String, Closed> closed = new HashMap<>();

  /**
   * Takes an entry of the store or a record of its changelog, where no value means that the entry is gone; what is none of the view's concern changes
   * nothing. MalformedBytesException for what is no state of Windrow.
   */
  public void take(byte[] key, byte[] value) {
    if (key == null) {
      return;
    }
    if (SourceKey.isSource(key) && value != null) {
      sources.put(SourceKey.source(key), SourceState.decode(value));
    } else if (SourceKey.isClosedUpTo(key)) {
      closed.compute(SourceKey.aggregation(key), (id, before) -> value == null ? null : Closed.decode(value));
    }
  }

  Map<SourceId, SourceState> sources() {
    return sources;
  }

  /** The event time up to which the windows of an aggregation are closed here; epoch ms, 0 when none is. */
  public long closedUpTo(String aggregationId) {
    return closed(aggregationId).upTo();
  }

  Closed closed(String aggregationId) {
    return closed.getOrDefault(aggregationId, Closed.NONE);
  }

  /** The highest clock of any source: no event that was merged here is later; epoch ms, 0 when nothing is known. */
  public long latestClock() {
    return sources.values().stream().mapToLong(state -> state.clock().clock()).max().orElse(0);
  }

  /** How far event time has got here; not below what is closed already. */
  Watermarks watermarks(Config config) {
    Watermarks watermarks = new Watermarks(Set.copyOf(config.input().topics()), config.input().idleAfterMs());
    sources.forEach((source, state) -> {
      if (config.input().topics().contains(source.topic())) {
        state.restoreTo(watermarks, source);
      }
    });
    closed.values().forEach(one -> watermarks.rise(one.upTo()));
    return watermarks;
  }
}
