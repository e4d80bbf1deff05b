package dev.windrow.topology;

import dev.windrow.value.Group;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads the groups of one aggregation's windows, in a store that has two kinds of entries: a group by itself, under its {@link WindowKey}, and many in a
 * {@link GroupBlock}, under the {@link WindowKey#block key} of its last one. The blocks of a window do not overlap. A group that is in a block and by itself has changed since:
 * the one by itself counts.
 *
 * @param aggregation its id
 */
record WindowGroups(String aggregation, ReadOnlyMergeStore store) {

  /** The start of the first window that has anything and starts at {@code from} or later. */
  OptionalLong firstWindow(long from) {
    try (ReadOnlyMergeStore.Entries found = store.range(WindowKey.from(aggregation, from), WindowKey.from(aggregation, Long.MAX_VALUE))) {
      return found.hasNext() ? OptionalLong.of(WindowKey.start(found.next().getKey())) : OptionalLong.empty();
    }
  }

  /** Empty when nothing is kept of the group in the window that starts then. */
  Optional<KeptGroup> find(long start, Group group) {
    Optional<KeptGroup> byItself = findByItself(start, group);
    return byItself.isPresent() ? byItself : findInBlock(start, group);
  }

  /** For a window without blocks. */
  Optional<KeptGroup> findByItself(long start, Group group) {
    byte[] value = store.get(new WindowKey(aggregation, start, group).encode());
    return Optional.ofNullable(value).map(found -> new KeptGroup(group, found));
  }

  private Optional<KeptGroup> findInBlock(long start, Group group) {
    try (ReadOnlyMergeStore.Entries blocks = store.range(WindowKey.block(aggregation, start, group), WindowKey.afterBlocks(aggregation, start))) {
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

  /** The groups of one window in their order, those whose {@link WindowKey} is at least {@code from}, which is a key or the lowest one of a window. */
  Walk from(byte[] from) {
    return new Walk(from);
  }

  /** A walk over the groups of a window. The store may be changed meanwhile. Confined to the thread that walks, which must close it. */
  final class Walk implements Iterator<KeptGroup>, AutoCloseable {

    private final Group lowest;
    private final ReadOnlyMergeStore.Entries blocks;
    private final ReadOnlyMergeStore.Entries byThemselves;
    private Iterator<KeptGroup> block = Collections.emptyIterator();
    private KeptGroup inBlock;
    private KeptGroup byItself;
    private boolean hasBlocks;

    private Walk(byte[] from) {
      long start = WindowKey.start(from);
      lowest = WindowKey.decode(from).group();
      byte[] behindBlocks = WindowKey.afterBlocks(aggregation, start);
      blocks = store.range(WindowKey.block(aggregation, start, lowest), behindBlocks);
      byThemselves = store.range(from.length > behindBlocks.length ? from : behindBlocks, WindowKey.from(aggregation, start + 1));
      stepInBlocks();
      stepByThemselves();
    }

    @Override
    public boolean hasNext() {
      return inBlock != null || byItself != null;
    }

    /** Whether a block was met. */
    boolean hasBlocks() {
      return hasBlocks;
    }

    /** The group that comes next. */
    KeptGroup peek() {
      if (!hasNext()) {
        throw new NoSuchElementException("expected another group, found the end of the window");
      }
      return inBlock == null || byItself != null && byItself.group().compareTo(inBlock.group()) <= 0 ? byItself : inBlock;
    }

    @Override
    public KeptGroup next() {
      KeptGroup next = peek();
      boolean isInBlock = inBlock != null && inBlock.group().equals(next.group());
      if (next == byItself) {
        stepByThemselves();
      }
      if (isInBlock) {
        stepInBlocks();
      }
      return next;
    }

    private void stepByThemselves() {
      byItself = null;
      if (byThemselves.hasNext()) {
        var entry = byThemselves.next();
        byItself = new KeptGroup(WindowKey.decode(entry.getKey()).group(), entry.getValue());
      }
    }

    private void stepInBlocks() {
      inBlock = null;
      while (inBlock == null && (block.hasNext() || blocks.hasNext())) {
        if (!block.hasNext()) {
          hasBlocks = true;
          block = GroupBlock.groups(blocks.next().getValue());
        }
        KeptGroup next = block.next();
        inBlock = next.group().compareTo(lowest) < 0 ? null : next;
      }
    }

    @Override
    public void close() {
      blocks.close();
      byThemselves.close();
    }
  }
}
