package dev.windrow.topology;

import dev.windrow.value.Group;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the groups of one aggregation's windows, in a store that has two kinds of entries: a group by itself, under its {@link WindowKey}, and many in a
 * {@link GroupBlock}, under the {@link WindowKey#block key} of its last one. Blocks that were written together are a run: they do not overlap, and a group is in one run at
 * most. A group that is in a block and by itself has changed since: the one by itself counts.
 *
 * @param aggregation its id
 */
record WindowGroups(String aggregation, ReadOnlyMergeStore store) {

  /** Below every group. */
  private static final Group LOWEST = Group.ofCanonical(new byte[0]);

  /** The start of the first window that has anything and starts at {@code from} or later. */
  OptionalLong firstWindow(long from) {
    try (ReadOnlyMergeStore.Entries found = store.range(WindowKey.from(aggregation, from), WindowKey.from(aggregation, Long.MAX_VALUE))) {
      return found.hasNext() ? OptionalLong.of(WindowKey.start(found.next().getKey())) : OptionalLong.empty();
    }
  }

  /**
   * Empty when nothing is kept of the group in the window that starts then.
   *
   * @param runs how many {@link #runs} the window has
   */
  Optional<KeptGroup> find(long start, int runs, Group group) {
    byte[] value = store.get(new WindowKey(aggregation, start, group).encode());
    Optional<KeptGroup> found = Optional.ofNullable(value).map(state -> new KeptGroup(group, state));
    for (int run = 0; run < runs && found.isEmpty(); run++) {
      found = findInRun(start, run, group);
    }
    return found;
  }

  private Optional<KeptGroup> findInRun(long start, int run, Group group) {
    try (ReadOnlyMergeStore.Entries blocks = store.range(WindowKey.block(aggregation, start, run, group), WindowKey.afterRun(aggregation, start, run))) {
      Iterator<KeptGroup> block = blocks.hasNext() ? GroupBlock.groups(blocks.next().getValue()) : Collections.emptyIterator();
      while (block.hasNext()) {
        KeptGroup kept = block.next();
        if (kept.group().equals(group)) {
          return Optional.of(kept);
        }
      }
      return Optional.empty();
    }
  }

  /** How many runs of blocks a window has. */
  int runs(long start) {
    int runs = 0;
    while (hasRun(start, runs)) {
      runs++;
    }
    return runs;
  }

  private boolean hasRun(long start, int run) {
    try (ReadOnlyMergeStore.Entries blocks = store.range(WindowKey.block(aggregation, start, run, LOWEST), WindowKey.afterRun(aggregation, start, run))) {
      return blocks.hasNext();
    }
  }

  /**
   * The groups of one window in their order.
   *
   * @param from the lowest {@link WindowKey} of those that are wanted: a key, or the lowest one of a window
   * @param runs how many {@link #runs} the window has
   */
  Walk from(byte[] from, int runs) {
    return new Walk(from, runs);
  }

  /** A walk over the groups of a window. The store may be changed meanwhile. Confined to the thread that walks, which must close it. */
  final class Walk implements Iterator<KeptGroup>, AutoCloseable {

    private final Cursor[] cursors;
    private Cursor first;

    private Walk(byte[] from, int runs) {
      long start = WindowKey.start(from);
      Group lowest = WindowKey.decode(from).group();
      byte[] behindBlocks = WindowKey.afterBlocks(aggregation, start);
      cursors = new Cursor[1 + runs];
      cursors[0] = new Cursor(store.range(from.length > behindBlocks.length ? from : behindBlocks, WindowKey.from(aggregation, start + 1)), false, lowest);
      for (int run = 0; run < cursors.length - 1; run++) {
        cursors[1 + run] = new Cursor(
            store.range(WindowKey.block(aggregation, start, run, lowest), WindowKey.afterRun(aggregation, start, run)), true, lowest);
      }
      findFirst();
    }

    @Override
    public boolean hasNext() {
      return first != null;
    }

    /** The group that comes next. */
    KeptGroup peek() {
      if (!hasNext()) {
        throw new NoSuchElementException("expected another group, found the end of the window");
      }
      return first.head;
    }

    @Override
    public KeptGroup next() {
      KeptGroup next = peek();
      for (Cursor cursor : cursors) {
        if (cursor.head != null && cursor.head.group().equals(next.group())) {
          cursor.step();
        }
      }
      findFirst();
      return next;
    }

    /** Of equal ones that of the first cursor counts. */
    private void findFirst() {
      first = null;
      for (Cursor cursor : cursors) {
        if (cursor.head != null && (first == null || cursor.head.group().compareTo(first.head.group()) < 0)) {
          first = cursor;
        }
      }
    }

    @Override
    public void close() {
      for (Cursor cursor : cursors) {
        cursor.entries.close();
      }
    }
  }

  /** A place in one sorted part of a window. */
  private static final class Cursor {

    private final ReadOnlyMergeStore.Entries entries;
    private final boolean inBlocks;
    private final Group lowest;
    private Iterator<KeptGroup> block = Collections.emptyIterator();
    private KeptGroup head;

    Cursor(ReadOnlyMergeStore.Entries entries, boolean inBlocks, Group lowest) {
      this.entries = entries;
      this.inBlocks = inBlocks;
      this.lowest = lowest;
      step();
    }

    void step() {
      if (inBlocks) {
        stepInBlocks();
      } else {
        head = null;
        if (entries.hasNext()) {
          var entry = entries.next();
          head = new KeptGroup(WindowKey.decode(entry.getKey()).group(), entry.getValue());
        }
      }
    }

    private void stepInBlocks() {
      head = null;
      while (head == null && (block.hasNext() || entries.hasNext())) {
        if (!block.hasNext()) {
          block = GroupBlock.groups(entries.next().getValue());
        }
        KeptGroup next = block.next();
        head = next.group().compareTo(lowest) < 0 ? null : next;
      }
    }
  }
}
