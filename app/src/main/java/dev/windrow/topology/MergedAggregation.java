package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.Group;
import dev.windrow.window.Tumbling;
import dev.windrow.window.WindowResult.Status;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
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

  /** Of one window: whoever looks for a group looks into each of them. */
  private static final int MOST_RUNS = 8;

  /** Walking over what a window has is better than looking up one group after the other until it has so many times as many. */
  private static final long LOOK_UP_FROM = 64;

  private final AggregationPlan plan;
  private final Tumbling window;
  private final MergeRules rules;
  private final MergeStore store;
  private final WindowGroups groups;

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

  /** How many groups the store has in each window, by start. */
  private final TreeMap<Long, Long> kept = new TreeMap<>();

  /** How many runs of blocks the windows have, by start; none for those that are not in here. */
  private final Map<Long, Integer> runs = new HashMap<>();

  /** How many groups in windows the store has. */
  private long rows;

  MergedAggregation(AggregationPlan plan, MergeRules rules, MergeStore store) {
    this.plan = plan;
    this.window = plan.window();
    this.rules = rules;
    this.store = store;
    this.groups = new WindowGroups(plan.id(), store);
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

  Closed closed() {
    return closed;
  }

  /** Begins with what the store has. */
  void restore(Closed known) {
    closed = known;
    for (OptionalLong start = groups.firstWindow(0); start.isPresent(); start = groups.firstWindow(start.getAsLong() + 1)) {
      restoreWindow(start.getAsLong());
    }
  }

  private void restoreWindow(long start) {
    int found = groups.runs(start);
    if (found > 0) {
      runs.put(start, found);
    }
    try (WindowGroups.Walk walk = walk(WindowKey.from(plan.id(), start))) {
      long size = 0;
      for (; walk.hasNext(); size++) {
        walk.next();
      }
      count(start, size);
    }
  }

  /** The store has more groups in the window that starts then. */
  private void count(long start, long more) {
    rows += more;
    kept.merge(start, more, Long::sum);
    if (window.closesAt(start) > closed.upTo()) {
      openStarts.add(start);
    }
  }

  /** Merges one entry, whose sum is this one's from now on; returns how many events had expired. */
  long merge(Partial.Entry entry, Partial partial, Consumer<Merged> out) {
    long closesAt = window.closesAt(entry.windowStart());
    if (closesAt + rules.retainMs() <= closed.upTo()) {
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
    Map<Long, Map<Group, Accumulator>> closing = unwritten.headMap(firstOpen);
    closing.forEach((start, sums) -> write(start, sums, true));
    closing.clear();
    closed = closed.closedUpTo(boundary);
    openStarts.headSet(firstOpen).clear();
    return true;
  }

  /**
   * Tells the store what it has not been told yet.
   *
   * @param closeSoon whether open windows are likely to close before they change much: then their groups go there in blocks
   */
  void write(boolean closeSoon) {
    unwritten.forEach((start, sums) -> write(start, sums, closeSoon));
    unwritten.clear();
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

  /**
   * Groups of which the store knows nothing go there in blocks, as a run, when they are likely to stay as they are. Otherwise each is an entry of its own: the window may
   * stay open for long, and what the changelog has of a group is replaced each time.
   */
  private void write(long start, Map<Group, Accumulator> sums, boolean together) {
    if (together && runs(start) < MOST_RUNS) {
      writeRun(start, unknown(start, sums));
    } else if (runs(start) > 0) {
      unknown(start, sums).forEach(entry -> writeByItself(start, entry.getKey(), entry.getValue()));
    } else {
      sums.forEach((group, sum) -> writeByItself(start, group, sum));
    }
  }

  private void writeByItself(long start, Group group, Accumulator sum) {
    byte[] key = new WindowKey(plan.id(), start, group).encode();
    byte[] known = store.putIfAbsent(key, WindowState.open(sum).encode());
    if (known == null) {
      count(start, 1);
    } else {
      put(key, WindowState.decode(known), sum);
    }
  }

  /** Adds what the store knows of to what it has, and returns the rest in order. */
  private List<Map.Entry<Group, Accumulator>> unknown(long start, Map<Group, Accumulator> sums) {
    List<Map.Entry<Group, Accumulator>> sorted = new ArrayList<>(sums.entrySet());
    sorted.sort(Map.Entry.comparingByKey());
    long known = kept.getOrDefault(start, 0L);
    if (known > LOOK_UP_FROM * sorted.size()) {
      sorted.removeIf(entry -> writeKnown(start, entry.getKey(), entry.getValue()));
      return sorted;
    }
    return known == 0 ? sorted : unknown(start, sorted);
  }

  private List<Map.Entry<Group, Accumulator>> unknown(long start, List<Map.Entry<Group, Accumulator>> sorted) {
    List<Map.Entry<Group, Accumulator>> unknown = new ArrayList<>();
    try (WindowGroups.Walk walk = walk(WindowKey.from(plan.id(), start))) {
      for (Map.Entry<Group, Accumulator> entry : sorted) {
        Group group = entry.getKey();
        while (walk.hasNext() && walk.peek().group().compareTo(group) < 0) {
          walk.next();
        }
        if (walk.hasNext() && walk.peek().group().equals(group)) {
          put(new WindowKey(plan.id(), start, group).encode(), walk.peek().state(), entry.getValue());
        } else {
          unknown.add(entry);
        }
      }
    }
    return unknown;
  }

  private void writeRun(long start, List<Map.Entry<Group, Accumulator>> unknown) {
    if (unknown.isEmpty()) {
      return;
    }
    int run = runs.merge(start, 1, Integer::sum) - 1;
    GroupBlock.cut(unknown, rules.blockBytes(), (last, block) -> store.putIfAbsent(WindowKey.block(plan.id(), start, run, last), block));
    count(start, unknown.size());
  }

  /** Adds a sum to what the store has of a group; false when it has nothing. */
  private boolean writeKnown(long start, Group group, Accumulator sum) {
    Optional<KeptGroup> known = find(start, group);
    known.ifPresent(found -> put(new WindowKey(plan.id(), start, group).encode(), found.state(), sum));
    return known.isPresent();
  }

  private Optional<KeptGroup> find(long start, Group group) {
    return groups.find(start, runs(start), group);
  }

  private WindowGroups.Walk walk(byte[] from) {
    return groups.from(from, runs(WindowKey.start(from)));
  }

  private int runs(long start) {
    return runs.getOrDefault(start, 0);
  }

  private void put(byte[] key, WindowState state, Accumulator sum) {
    state.sum().merge(sum);
    store.put(key, state.encode());
  }

  /** To a window that has closed: it gives out its result first, if its turn has not come yet. */
  private void revise(long closesAt, Partial.Entry entry, Consumer<Merged> out) {
    byte[] key = new WindowKey(plan.id(), entry.windowStart(), entry.group()).encode();
    Optional<KeptGroup> known = find(entry.windowStart(), entry.group());
    WindowState state;
    if (known.isEmpty()) {
      count(entry.windowStart(), 1);
      state = WindowState.open(entry.sum());
    } else {
      state = known.get().state().after(closed.hasFinished(key, closesAt));
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
    byte[] from = firstUnfinished();
    long first = WindowKey.start(from);
    int finished = 0;
    for (long start : kept.subMap(first, window.startClosingAfter(closed.upTo())).keySet()) {
      try (WindowGroups.Walk walk = walk(start == first ? from : WindowKey.from(plan.id(), start))) {
        finished += finish(start, walk, most - finished, out);
        if (walk.hasNext()) {
          closed = closed.finishedBefore(new WindowKey(plan.id(), start, walk.peek().group()).encode());
          return finished;
        }
      }
    }
    closed = closed.finished();
    return finished;
  }

  private int finish(long start, WindowGroups.Walk walk, int most, Consumer<Merged> out) {
    int finished = 0;
    while (walk.hasNext() && finished < most) {
      KeptGroup group = walk.next();
      WindowState state = group.state();
      if (state.status() == Status.OPEN) {
        out.accept(result(start, group.group(), state.closed()));
      }
      finished++;
    }
    return finished;
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
        dropped++;
      }
      if (!entries.hasNext()) {
        droppedBefore = keptFrom;
        undropped = null;
      }
    }
    forget(undropped == null ? keptFrom : WindowKey.start(undropped));
    return dropped;
  }

  /** Windows that start before that are dropped. */
  private void forget(long before) {
    Map<Long, Long> dropped = kept.headMap(before);
    rows -= dropped.values().stream().mapToLong(Long::longValue).sum();
    runs.keySet().removeAll(dropped.keySet());
    dropped.clear();
  }

  /** The start of the first window that is kept: those that are not finished are. */
  private long firstKept() {
    return window.startClosingAfter(Math.min(closed.upTo() - rules.retainMs(), closed.finishedUpTo()));
  }

  /** The next key there can be. */
  private static byte[] after(byte[] key) {
    return Arrays.copyOf(key, key.length + 1);
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
