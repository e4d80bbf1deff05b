package dev.windrow.topology;

import dev.windrow.value.Group;
import dev.windrow.window.Tumbling;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One aggregation's windows in one merge partition: open ones, and closed ones as long as they are kept. A window counts
 * as closed by {@link #closedUpTo}, not by its absence. Confined to the stream thread.
 */
final class MergedAggregation {

  private final AggregationPlan plan;
  private final Tumbling window;
  private final long retainMs;
  private final MergeStore store;

  /** The event time up to which windows are closed: that of the last window that closed, or 0. */
  private long closedUpTo;

  /** Windows that start before it are no longer in the store. */
  private long droppedBefore;

  /** Starts of the windows that are in the store and not closed. */
  private final TreeSet<Long> openStarts = new TreeSet<>();

  /** How many groups in windows the store has. */
  private long rows;

  MergedAggregation(AggregationPlan plan, long retainMs, MergeStore store) {
    this.plan = plan;
    this.window = plan.window();
    this.retainMs = retainMs;
    this.store = store;
  }

  String id() {
    return plan.id();
  }

  String name() {
    return plan.name();
  }

  int openWindows() {
    return openStarts.size();
  }

  long rows() {
    return rows;
  }

  /** Forgets what was counted. */
  void countAnew() {
    openStarts.clear();
    rows = 0;
  }

  /** The store has one more group in the window that starts then. */
  void count(long start) {
    rows++;
    if (window.closesAt(start) > closedUpTo) {
      openStarts.add(start);
    }
  }

  long closedUpTo() {
    return closedUpTo;
  }

  void restore(long closed) {
    closedUpTo = closed;
  }

  /** Merges one entry; returns how many events had expired. */
  long merge(Partial.Entry entry, Partial partial, Consumer<Merged> out) {
    long closesAt = window.closesAt(entry.windowStart());
    if (closesAt + retainMs <= closedUpTo) {
      return expire(entry, partial, out);
    }
    byte[] key = new WindowKey(plan.id(), entry.windowStart(), entry.group()).encode();
    byte[] known = store.get(key);
    if (known == null) {
      count(entry.windowStart());
    }
    WindowState state = merged(known, entry);
    if (closesAt <= closedUpTo) {
      state = state.revised();
      out.accept(result(entry.windowStart(), entry.group(), state));
    }
    store.put(key, state.encode());
    return 0;
  }

  /** Closes what the watermark has passed (rule S4) and drops what is no longer kept; false when nothing changed. */
  boolean close(long watermark, Consumer<Merged> out) {
    long boundary = boundary(watermark);
    if (boundary <= closedUpTo) {
      return false;
    }
    finish(closedUpTo, boundary, out);
    closedUpTo = boundary;
    openStarts.headSet(window.startClosingAfter(boundary)).clear();
    drop();
    return true;
  }

  private static WindowState merged(byte[] kept, Partial.Entry entry) {
    if (kept == null) {
      return WindowState.open(entry.sum());
    }
    WindowState state = WindowState.decode(kept);
    state.sum().merge(entry.sum());
    return state;
  }

  /** Emits the windows that close after {@code from} and not after {@code to}, oldest first. */
  private void finish(long from, long to, Consumer<Merged> out) {
    // A window closes at start + size + grace, so those that closed before lie below this start.
    long firstStart = from == 0 ? 0 : window.startClosingAfter(from);
    try (MergeStore.Entries entries = store.range(WindowKey.from(plan.id(), firstStart), startsAfter(to))) {
      while (entries.hasNext()) {
        Map.Entry<byte[], byte[]> entry = entries.next();
        WindowKey key = WindowKey.decode(entry.getKey());
        WindowState state = WindowState.decode(entry.getValue()).closed();
        store.put(entry.getKey(), state.encode());
        out.accept(result(key.start(), key.group(), state));
      }
    }
  }

  private void drop() {
    long keptFrom = window.startClosingAfter(closedUpTo - retainMs);
    if (keptFrom <= droppedBefore) {
      return;
    }
    try (MergeStore.Entries entries = store.range(WindowKey.from(plan.id(), droppedBefore), WindowKey.from(plan.id(), keptFrom))) {
      entries.forEachRemaining(entry -> {
        store.delete(entry.getKey());
        rows--;
      });
    }
    droppedBefore = keptFrom;
  }

  /** The lowest key of a window that closes after {@code time}. */
  private byte[] startsAfter(long time) {
    return WindowKey.from(plan.id(), window.startClosingAfter(time));
  }

  /** The latest time not after {@code watermark} at which a window closes; 0 when none has. */
  private long boundary(long watermark) {
    long first = window.closesAt(0);
    return watermark < first ? 0 : watermark - (watermark - first) % window.sizeMs();
  }

  private long expire(Partial.Entry entry, Partial partial, Consumer<Merged> out) {
    long start = entry.windowStart();
    long events = entry.sum().count();
    out.accept(new Merged.Expired(
        partial.topic(), partial.partition(), plan.name(), start, window.end(start), plan.groupNames(), entry.group(), events));
    return events;
  }

  private Merged result(long start, Group group, WindowState state) {
    return new Merged.Result(plan.result(start, group, state));
  }
}
