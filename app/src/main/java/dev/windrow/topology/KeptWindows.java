package dev.windrow.topology;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.value.Group;
import dev.windrow.window.Tumbling;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowResult;
import dev.windrow.window.WindowSelection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The windows of one aggregation in one merge partition, open ones and those that are kept after they have closed, read beside
 * the stream thread that changes them: newest first, and the groups of a window in their canonical order. Two windows that are read one after the
 * other need not be of the same moment, and what was not committed yet is there too.
 */
public final class KeptWindows {

  private final AggregationPlan plan;
  private final Tumbling window;
  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final WindowGroups kept;
  private final Closed closed;
  private final long firstKept;
  private final long lastSeen;

  /**
   * @param store the {@code windows} store of the merge partition
   * @param view what the {@code sources} store beside it says
   */
  public KeptWindows(Config config, Aggregation aggregation, ReadOnlyKeyValueStore<Bytes, byte[]> store, MergePartitionView view) {
    this.plan = AggregationPlan.of(config, aggregation);
    this.window = plan.window();
    this.store = store;
    this.kept = new WindowGroups(plan.id(), new StreamsReadOnlyStore(store));
    this.closed = view.closed(plan.id());
    this.firstKept = Math.max(0, window.startClosingAfter(closed.upTo() - config.state().retain().toMillis()));
    this.lastSeen = view.latestClock();
  }

  /** The start of the last window that has closed here, whether anything is in it or not; empty when none has. */
  public OptionalLong lastClosed() {
    return closed.upTo() == 0 ? OptionalLong.empty() : OptionalLong.of(closed.upTo() - window.closesAt(0));
  }

  /**
   * Hands over the windows of a selection until somebody says stop.
   *
   * @param after only what comes after this place
   * @param taker is given each result, and nothing for one that is not of the selection; says false to stop
   * @return the last place that was looked at, when it was told to stop
   */
  public Optional<WindowPosition> read(WindowSelection selection, Optional<WindowPosition> after, Predicate<Optional<WindowResult>> taker) {
    Walk walk = new Walk(selection, after, taker);
    long before = Math.min(selection.to(), lastSeen + 1);
    if (after.isPresent() && after.get().start() < before) {
      before = after.get().start() + 1;
    }
    for (OptionalLong start = newest(selection, before); start.isPresent(); start = newest(selection, start.getAsLong())) {
      Optional<WindowPosition> stopped = walk.window(start.getAsLong());
      if (stopped.isPresent()) {
        return stopped;
      }
    }
    return Optional.empty();
  }

  /** The start of the newest window before {@code before} that has anything. */
  private OptionalLong newest(WindowSelection selection, long before) {
    long from = Math.max(firstKept, selection.from());
    if (before <= from) {
      return OptionalLong.empty();
    }
    try (KeyValueIterator<Bytes, byte[]> found = store.reverseRange(key(from), key(before))) {
      return found.hasNext() ? OptionalLong.of(WindowKey.start(found.next().key.get())) : OptionalLong.empty();
    }
  }

  private Bytes key(long start) {
    return Bytes.wrap(WindowKey.from(plan.id(), start));
  }

  /** Confined to one call. */
  private final class Walk {

    private final WindowSelection selection;
    private final Optional<WindowPosition> after;
    private final Predicate<Optional<WindowResult>> taker;
    private final Optional<List<Group>> groups;

    Walk(WindowSelection selection, Optional<WindowPosition> after, Predicate<Optional<WindowResult>> taker) {
      this.selection = selection;
      this.after = after;
      this.taker = taker;
      this.groups = selection.groups(plan.groupNames());
    }

    Optional<WindowPosition> window(long start) {
      return groups.isPresent() ? named(start, groups.get()) : all(start);
    }

    private Optional<WindowPosition> named(long start, List<Group> named) {
      int runs = kept.runs(start);
      for (Group group : named) {
        Optional<KeptGroup> found = kept.find(start, runs, group);
        if (found.isPresent() && !goesOn(start, found.get())) {
          return Optional.of(new WindowPosition(start, group));
        }
      }
      return Optional.empty();
    }

    private Optional<WindowPosition> all(long start) {
      byte[] from = after.filter(place -> place.start() == start)
          .map(place -> new WindowKey(plan.id(), start, place.group()).encode())
          .orElseGet(() -> WindowKey.from(plan.id(), start));
      try (WindowGroups.Walk walk = kept.from(from, kept.runs(start))) {
        while (walk.hasNext()) {
          KeptGroup found = walk.next();
          if (!goesOn(start, found)) {
            return Optional.of(new WindowPosition(start, found.group()));
          }
        }
      }
      return Optional.empty();
    }

    private boolean goesOn(long start, KeptGroup found) {
      Group group = found.group();
      if (after.isPresent() && new WindowPosition(start, group).compareTo(after.get()) <= 0) {
        return true;
      }
      byte[] key = new WindowKey(plan.id(), start, group).encode();
      WindowState state = found.state().after(closed.hasFinished(key, window.closesAt(start)));
      return taker.test(Optional.of(plan.result(start, group, state)).filter(selection::takes));
    }
  }
}
