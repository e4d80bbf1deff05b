package dev.windrow.topology;

import dev.windrow.value.Group;
import dev.windrow.window.Tumbling;
import dev.windrow.window.WindowResult.Status;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One aggregation's windows in one merge partition: open ones, and closed ones as long as they are kept. A window counts
 * as closed by {@link #closedUpTo}, not by its absence. Confined to the stream thread.
 *
 * <p>Closing is a word, finishing is work: each group of a window that has closed gives out its result, and a window can have millions of them. So groups are finished
 * some at a time ({@link #goOn}), and whoever brings something for one whose turn has not come makes it give out its result before that. What a group gives
 * out, and in which order, does not depend on how the work was divided.
 */
final class MergedAggregation {

  private final AggregationPlan plan;
  private final Tumbling window;
  private final long retainMs;
  private final MergeStore store;

  /** The event time up to which windows are closed: that of the last window that closed, or 0. */
  private long closedUpTo;

  /** The event time up to which all groups of closed windows have given out their results; at most {@link #closedUpTo}. */
  private long finishedUpTo;

  /** The lowest key that may have to be finished; null for the first one after {@link #finishedUpTo}. */
  private byte[] unfinished;

  /** Windows that start before it are no longer in the store, nor what lies below {@link #undropped}. */
  private long droppedBefore;

  /** The lowest key that may have to be dropped; null for the first one. */
  private byte[] undropped;

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

  long finishedUpTo() {
    return finishedUpTo;
  }

  void restore(long closed, long finished) {
    closedUpTo = closed;
    finishedUpTo = finished;
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
    boolean closed = closesAt <= closedUpTo;
    WindowState state = merged(known, entry, closed, out);
    if (closed) {
      state = state.revised();
      out.accept(result(entry.windowStart(), entry.group(), state));
    }
    store.put(key, state.encode());
    return 0;
  }

  /** Closes what the watermark has passed (rule S4); false when nothing changed. */
  boolean close(long watermark) {
    long boundary = boundary(watermark);
    if (boundary <= closedUpTo) {
      return false;
    }
    closedUpTo = boundary;
    openStarts.headSet(window.startClosingAfter(boundary)).clear();
    return true;
  }

  /** Whether there are groups to finish or to drop. */
  boolean isBehind() {
    return finishedUpTo < closedUpTo || firstKept() > droppedBefore;
  }

  /** Finishes groups of windows that have closed, oldest windows first, and drops what is no longer kept: {@code most} at most. Returns how many. */
  int goOn(int most, Consumer<Merged> out) {
    int finished = finishedUpTo < closedUpTo ? finish(most, out) : 0;
    return finished < most && firstKept() > droppedBefore ? finished + drop(most - finished) : finished;
  }

  private WindowState merged(byte[] kept, Partial.Entry entry, boolean closed, Consumer<Merged> out) {
    if (kept == null) {
      return WindowState.open(entry.sum());
    }
    WindowState state = WindowState.decode(kept);
    if (closed && state.status() == Status.OPEN) {
      state = state.closed();
      out.accept(result(entry.windowStart(), entry.group(), state));
    }
    state.sum().merge(entry.sum());
    return state;
  }

  private int finish(int most, Consumer<Merged> out) {
    // A window closes at start + size + grace, so those that closed before lie below this start.
    byte[] from = unfinished == null ? WindowKey.from(plan.id(), finishedUpTo == 0 ? 0 : window.startClosingAfter(finishedUpTo)) : unfinished;
    int walked = 0;
    try (MergeStore.Entries entries = store.range(from, startsAfter(closedUpTo))) {
      while (entries.hasNext() && walked < most) {
        Map.Entry<byte[], byte[]> entry = entries.next();
        WindowState state = WindowState.decode(entry.getValue());
        if (state.status() == Status.OPEN) {
          finish(entry.getKey(), state.closed(), out);
        }
        unfinished = after(entry.getKey());
        walked++;
      }
      if (!entries.hasNext()) {
        finishedUpTo = closedUpTo;
        unfinished = null;
      }
    }
    return walked;
  }

  private void finish(byte[] key, WindowState state, Consumer<Merged> out) {
    store.put(key, state.encode());
    WindowKey window = WindowKey.decode(key);
    out.accept(result(window.start(), window.group(), state));
  }

  private int drop(int most) {
    long keptFrom = firstKept();
    int dropped = 0;
    byte[] from = undropped == null ? WindowKey.from(plan.id(), droppedBefore) : undropped;
    try (MergeStore.Entries entries = store.range(from, WindowKey.from(plan.id(), keptFrom))) {
      while (entries.hasNext() && dropped < most) {
        byte[] key = entries.next().getKey();
        store.delete(key);
        undropped = after(key);
        rows--;
        dropped++;
      }
      if (!entries.hasNext()) {
        droppedBefore = keptFrom;
        undropped = null;
      }
    }
    return dropped;
  }

  /** The start of the first window that is kept: those that are not finished are. */
  private long firstKept() {
    return window.startClosingAfter(Math.min(closedUpTo - retainMs, finishedUpTo));
  }

  /** The next key there can be. */
  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
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
