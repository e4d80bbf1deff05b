package dev.windrow.sink.postgresql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What has been read of a partition and is not loaded yet. Bounded by whoever asks {@link #isFull} before it reads more. Thread-safe. */
final class Waiting {

  private static final int FULL_BYTES = 16 << 20;
  private static final int FEWEST_FULL_RECORDS = 2_000;
  private static final int FULL_BATCHES = 20;

  private final int batchRecords;
  private final long everyMs;

  // Guarded by this.
  private final Deque<ConsumerRecord<byte[], byte[]>> records = new ArrayDeque<>();
  private long bytes;
  private long since;
  private long readTo;

  /**
   * @param batchRecords that are loaded together
   * @param everyMs how long one may wait for others
   */
  Waiting(int batchRecords, long everyMs) {
    this.batchRecords = batchRecords;
    this.everyMs = everyMs;
  }

  /**
   * Some records of a batch.
   *
   * @param next the offset behind them, and behind what is no record, as markers of transactions are
   */
  record Taken(List<ConsumerRecord<byte[], byte[]>> records, long next) {}

  /** @param position the offset that is read next */
  synchronized void add(List<ConsumerRecord<byte[], byte[]>> more, long position, long nowMs) {
    if (records.isEmpty() && (!more.isEmpty() || position != readTo)) {
      since = nowMs;
    }
    records.addAll(more);
    bytes += more.stream().mapToLong(Waiting::bytes).sum();
    readTo = position;
  }

  /** Those of the next batch, and up to where; empty when there is nothing behind {@code loadedTo}. */
  synchronized Optional<Taken> take(long loadedTo, long nowMs) {
    List<ConsumerRecord<byte[], byte[]>> taken = new ArrayList<>(Math.min(batchRecords, records.size()));
    while (taken.size() < batchRecords && !records.isEmpty()) {
      ConsumerRecord<byte[], byte[]> record = records.poll();
      bytes -= bytes(record);
      taken.add(record);
    }
    since = nowMs;
    long next = records.isEmpty() ? readTo : records.peek().offset();
    return next > loadedTo ? Optional.of(new Taken(taken, next)) : Optional.empty();
  }

  /** Whether there is a whole batch, or something has waited long enough. */
  synchronized boolean isDue(long loadedTo, long nowMs) {
    return records.size() >= batchRecords || (!records.isEmpty() || readTo > loadedTo) && nowMs - since >= everyMs;
  }

  /** Whether no more should be read. */
  synchronized boolean isFull() {
    return isBeyond(1);
  }

  /** Whether it is time to read more again. */
  synchronized boolean isHalfEmpty() {
    return !isBeyond(2);
  }

  synchronized int size() {
    return records.size();
  }

  synchronized void clear() {
    records.clear();
    bytes = 0;
    readTo = 0;
  }

  private boolean isBeyond(int parts) {
    return records.size() >= Math.max(FEWEST_FULL_RECORDS, FULL_BATCHES * batchRecords) / parts || bytes >= FULL_BYTES / parts;
  }

  private static long bytes(ConsumerRecord<byte[], byte[]> record) {
    return (record.key() == null ? 0 : record.key().length) + (record.value() == null ? 0 : record.value().length) + 100L;
  }
}
