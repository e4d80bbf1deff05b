package dev.windrow.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * One partition of a topic: records in offset order. Some offsets hold nothing that a reader would see: the markers of
 * transactions, what was compacted away, what was aborted.
 */
final class Log<T> {

  private final String name;
  private final List<Entry<T>> entries = new ArrayList<>();
  private int stable;

  /** @param transaction null when the record was written without one */
  private record Entry<T>(T value, Transaction transaction) {}

  Log(String name) {
    this.name = name;
  }

  long append(T value) {
    entries.add(new Entry<>(value, null));
    return entries.size() - 1;
  }

  long append(T value, Transaction transaction) {
    transaction.wrote(this);
    entries.add(new Entry<>(value, transaction));
    return entries.size() - 1;
  }

  /** An offset at which there is nothing to read. */
  void appendGap() {
    entries.add(new Entry<>(null, null));
  }

  long end() {
    return entries.size();
  }

  /** The last stable offset: read_committed readers see nothing from here on, because a transaction is undecided there. */
  long lastStable() {
    while (stable < entries.size() && !isOpen(entries.get(stable))) {
      stable++;
    }
    return stable;
  }

  /** Whether a read_committed reader sees a record at this offset, which is below the last stable one. */
  boolean isVisible(long offset) {
    Entry<T> entry = entries.get((int) offset);
    return entry.value() != null && (entry.transaction() == null || entry.transaction().isCommitted());
  }

  /** Whether there is a record at all, committed or not. */
  boolean isRecord(long offset) {
    return entries.get((int) offset).value() != null;
  }

  T at(long offset) {
    return entries.get((int) offset).value();
  }

  /** Whether a read_committed reader that stands at {@code position} has something to read. */
  boolean hasUnread(long position) {
    long end = lastStable();
    for (long offset = position; offset < end; offset++) {
      if (isVisible(offset)) {
        return true;
      }
    }
    return false;
  }

  private boolean isOpen(Entry<T> entry) {
    return entry.transaction() != null && entry.transaction().isOpenIn(this);
  }

  @Override
  public String toString() {
    return name;
  }
}
