package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.Group;
import dev.windrow.window.Tumbling;
import dev.windrow.window.WindowResult.Status;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * One aggregation's windows in one merge partition: open ones, and closed ones as long as they are kept. A window counts
 * as closed by {@link #closed}, not by its absence. Confined to the stream thread.
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

  private Closed closed = Closed.NONE;

  /** Windows that start before it are no longer in the store, nor what lies below {@link #undropped}. */
  private long droppedBefore;

  /** The lowest key that may have to be dropped; null for the first one. */
  private byte[] undropped;

  /**
   * What was merged into open windows since the store was last told, by start: with very many groups most come several times between two commits, and what would be written
   * each time is read by nobody. A group is in here, in the store or in both. Groups stand as they came, which is mostly the order in which the store keeps them.
   */
  private final TreeMap<Long, Map<Group, Accumulator>> unwritten = new TreeMap<>();

  /** Starts of the windows that have something and are not closed. */
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
    if (window.closesAt(start) > closed.upTo()) {
      openStarts.add(start);
    }
  }

  Closed closed() {
    return closed;
  }

  void restore(Closed known) {
    closed = known;
  }

  /** Merges one entry, whose sum is this one's from now on; returns how many events had expired. */
  long merge(Partial.Entry entry, Partial partial, Consumer<Merged> out) {
    long closesAt = window.closesAt(entry.windowStart());
    if (closesAt + retainMs <= closed.upTo()) {
      return expire(entry, partial, out);
    }
    if (closesAt <= closed.upTo()) {
      revise(closesAt, entry, out);
    } else {
      add(entry);
    }
    return 0;
  }

  /** Closes what the watermark has passed (rule S4); false when nothing changed. */
  boolean close(long watermark) {
    long boundary = boundary(watermark);
    if (boundary <= closed.upTo()) {
      return false;
    }
    long firstOpen = window.startClosingAfter(boundary);
    write(unwritten.headMap(firstOpen));
    closed = closed.closedUpTo(boundary);
    openStarts.headSet(firstOpen).clear();
    return true;
  }

  /** Tells the store what it has not been told yet. */
  void write() {
    write(unwritten);
  }

  /** Whether there are groups to finish or to drop. */
  boolean isBehind() {
    return !closed.isFinished() || firstKept() > droppedBefore;
  }

  /** Finishes groups of windows that have closed, oldest windows first, and drops what is no longer kept: {@code most} at most. Returns how many. */
  int goOn(int most, Consumer<Merged> out) {
    int finished = closed.isFinished() ? 0 : finish(most, out);
    return finished < most && firstKept() > droppedBefore ? finished + drop(most - finished) : finished;
  }

  /** To a window that is open. */
  private void add(Partial.Entry entry) {
    Map<Group, Accumulator> sums = unwritten.computeIfAbsent(entry.windowStart(), this::opened);
    Accumulator known = sums.putIfAbsent(entry.group(), entry.sum());
    if (known != null) {
      known.merge(entry.sum());
    }
  }

  private Map<Group, Accumulator> opened(long start) {
    openStarts.add(start);
    return new LinkedHashMap<>();
  }

  private void write(Map<Long, Map<Group, Accumulator>> windows) {
    windows.forEach((start, sums) -> sums.forEach((group, sum) -> write(start, group, sum)));
    windows.clear();
  }

  private void write(long start, Group group, Accumulator sum) {
    byte[] key = new WindowKey(plan.id(), start, group).encode();
    byte[] known = store.putIfAbsent(key, WindowState.open(sum).encode());
    if (known == null) {
      count(start);
    } else {
      WindowState state = WindowState.decode(known);
      state.sum().merge(sum);
      store.put(key, state.encode());
    }
  }

  /** To a window that has closed: it gives out its result first, if its turn has not come yet. */
  private void revise(long closesAt, Partial.Entry entry, Consumer<Merged> out) {
    byte[] key = new WindowKey(plan.id(), entry.windowStart(), entry.group()).encode();
    byte[] known = store.get(key);
    WindowState state;
    if (known == null) {
      count(entry.windowStart());
      state = WindowState.open(entry.sum());
    } else {
      state = WindowState.decode(known).after(closed.hasFinished(key, closesAt));
      if (state.status() == Status.OPEN) {
        state = state.closed();
        out.accept(result(entry.windowStart(), entry.group(), state));
      }
      state.sum().merge(entry.sum());
    }
    state = state.revised();
    out.accept(result(entry.windowStart(), entry.group(), state));
    store.put(key, state.encode());
  }

  private int finish(int most, Consumer<Merged> out) {
    int walked = 0;
    try (MergeStore.Entries entries = store.range(firstUnfinished(), startsAfter(closed.upTo()))) {
      byte[] last = null;
      while (entries.hasNext() && walked < most) {
        Map.Entry<byte[], byte[]> entry = entries.next();
        last = entry.getKey();
        WindowState state = WindowState.decode(entry.getValue());
        if (state.status() == Status.OPEN) {
          WindowKey key = WindowKey.decode(last);
          out.accept(result(key.start(), key.group(), state.closed()));
        }
        walked++;
      }
      if (!entries.hasNext()) {
        closed = closed.finished();
      } else if (last != null) {
        closed = closed.finishedBefore(after(last));
      }
    }
    return walked;
  }

  private byte[] firstUnfinished() {
    if (closed.unfinished().length > 0) {
      return closed.unfinished();
    }
    // A window closes at start + size + grace, so those that closed before lie below this start.
    return WindowKey.from(plan.id(), closed.finishedUpTo() == 0 ? 0 : window.startClosingAfter(closed.finishedUpTo()));
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
    return window.startClosingAfter(Math.min(closed.upTo() - retainMs, closed.finishedUpTo()));
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
