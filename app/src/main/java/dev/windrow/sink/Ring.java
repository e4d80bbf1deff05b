package dev.windrow.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The last records of a topic, for all who listen. Each has a number, one more than that of the record before. What is oldest goes when there are
 * more than a number of records or bytes. Thread-safe.
 */
final class Ring {

  private final FeedRecord[] slots;
  private final long mostBytes;
  private long bytes;
  private long first;
  private long next;
  private FeedPosition start;
  private FeedPosition end;

  /** @param start where the first record comes from */
  Ring(int mostRecords, long mostBytes, FeedPosition start) {
    this.slots = new FeedRecord[mostRecords];
    this.mostBytes = mostBytes;
    this.start = start;
    this.end = start;
  }

  /** What a listener who goes on from here has to know. */
  record Mark(long number, FeedPosition position) {}

  synchronized void add(FeedRecord record) {
    if (next - first == slots.length) {
      dropFirst();
    }
    slots[slot(next++)] = record;
    bytes += record.bytes();
    end = end.after(record.partition(), record.offset());
    while (bytes > mostBytes && next - first > 1) {
      dropFirst();
    }
  }

  /** Behind the last record. */
  synchronized Mark end() {
    return new Mark(next, end);
  }

  /** Where to start so that nothing behind {@code position} is left out; empty when some of that has been dropped. */
  synchronized Optional<Mark> behind(FeedPosition position) {
    for (int partition = 0; partition < start.partitions(); partition++) {
      if (position.next(partition) < start.next(partition)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Mark(first, position));
  }

  /** Records from a number on, at most so many; empty when the first of them has been dropped. */
  synchronized Optional<List<FeedRecord>> from(long number, int most) {
    if (number < first) {
      return Optional.empty();
    }
    List<FeedRecord> found = new ArrayList<>();
    for (long i = number; i < Math.min(next, number + most); i++) {
      found.add(slots[slot(i)]);
    }
    return Optional.of(found);
  }

  private void dropFirst() {
    int slot = slot(first++);
    FeedRecord dropped = slots[slot];
    slots[slot] = null;
    bytes -= dropped.bytes();
    start = start.after(dropped.partition(), dropped.offset());
  }

  private int slot(long number) {
    return (int) (number % slots.length);
  }
}
