package dev.windrow.kafka.slice;

import dev.windrow.value.MalformedBytesException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.utils.BufferSupplier;
import org.apache.kafka.common.utils.CloseableIterator;

/**
 * Cuts a batch into slices of about {@value #ENOUGH_BYTES} bytes: handing so much over at once costs nothing that counts, and what a poll brings stays limited. A compressed
 * batch is decompressed on the way, no more of it at a time.
 *
 * <p>Of each record only the length is looked at, and the last one of a slice is read for its offset. Confined to one thread.
 */
final class BatchSlices implements CloseableIterator<Record> {

  static final int ENOUGH_BYTES = 32 << 10;

  private static final int NOT_ALL_THERE = -1;
  private static final int LONGEST_LENGTH_BITS = 35;

  private final BatchSlice.Base base;
  private final InputStream more;

  /** Of records: how many have not been handed over. */
  private int left;

  private byte[] array;

  /** Where in the array it begins what has not been handed over, and where what has been read ends. */
  private int from;
  private int to;

  /**
   * Of a batch.
   *
   * @param bytes all of the batch as it was fetched, with an array
   * @param buffers for decompressing
   */
  BatchSlices(DefaultRecordBatch batch, ByteBuffer bytes, BufferSupplier buffers) {
    boolean appended = batch.timestampType() == TimestampType.LOG_APPEND_TIME;
    base = new BatchSlice.Base(batch.baseOffset(), batch.baseTimestamp(), appended ? OptionalLong.of(batch.maxTimestamp()) : OptionalLong.empty());
    left = batch.countOrNull();
    array = bytes.array();
    to = bytes.arrayOffset() + bytes.limit();
    from = batch.isCompressed() ? to : bytes.arrayOffset() + bytes.position() + DefaultRecordBatch.RECORD_BATCH_OVERHEAD;
    more = batch.isCompressed() ? batch.recordInputStream(buffers) : InputStream.nullInputStream();
  }

  @Override
  public boolean hasNext() {
    return left > 0;
  }

  /**
   * A slice, as a record that stands for its records.
   *
   * @throws InvalidRecordException if the batch has other records than it says: its checksum is right all the same, so it was written like that
   * @throws KafkaException if it cannot be decompressed
   */
  @Override
  public Record next() {
    if (left == 0) {
      throw new NoSuchElementException("expected to be asked for no more slices than there are");
    }
    try {
      return cut();
    } catch (MalformedBytesException e) {
      throw base.invalid(e);
    }
  }

  @Override
  public void close() {
    try {
      more.close();
    } catch (IOException e) {
      throw undecompressed(e);
    }
  }

  private Record cut() {
    int end = endOfWholeRecord();
    int last = from;
    int count = 1;
    int next;
    while (count < left && end - from < ENOUGH_BYTES && (next = endOfRecord(end)) != NOT_ALL_THERE) {
      last = end;
      end = next;
      count++;
    }
    Record slice = new SliceRecord(new BatchSlice(array, from, end, count, base), offset(last, end));
    from = end;
    left -= count;
    requireEnd();
    return slice;
  }

  private int endOfWholeRecord() {
    int end = endOfRecord(from);
    while (end == NOT_ALL_THERE) {
      readOn();
      end = endOfRecord(from);
    }
    return end;
  }

  private int endOfRecord(int start) {
    int at = start;
    int zigZag = 0;
    for (int shift = 0; at < to && shift < LONGEST_LENGTH_BITS; shift += 7) {
      int next = array[at++];
      zigZag |= (next & 0x7F) << shift;
      if (next >= 0) {
        return endOfRecord(at, zigZag >>> 1 ^ -(zigZag & 1));
      }
    }
    if (at < to) {
      throw new MalformedBytesException(start, "a record's length in 5 bytes at most", "more");
    }
    return NOT_ALL_THERE;
  }

  private int endOfRecord(int start, int length) {
    if (length <= 0) {
      throw new MalformedBytesException(start, "a record of at least a byte", "a length of " + length);
    }
    return length <= to - start ? start + length : NOT_ALL_THERE;
  }

  /** Into a new array: what has been handed over stays where it is. */
  private void readOn() {
    int known = to - from;
    byte[] next = new byte[Math.max(ENOUGH_BYTES, 2 * known)];
    System.arraycopy(array, from, next, 0, known);
    int read = read(next, known);
    if (read == 0) {
      throw new MalformedBytesException(to, left + " more records in the batch", "its end");
    }
    array = next;
    from = 0;
    to = known + read;
  }

  private int read(byte[] into, int start) {
    try {
      return more.readNBytes(into, start, into.length - start);
    } catch (IOException e) {
      throw undecompressed(e);
    }
  }

  private long offset(int start, int end) {
    BatchSlice.Cursor record = new BatchSlice(array, start, end, 1, base).cursor();
    record.next();
    return record.offset();
  }

  private void requireEnd() {
    if (left == 0 && (from < to || read(new byte[1], 0) > 0)) {
      throw new MalformedBytesException(from, "the end of the batch", "more bytes");
    }
  }

  private static KafkaException undecompressed(IOException e) {
    return new KafkaException("expected a compressed batch, found one that cannot be decompressed: " + e.getMessage(), e);
  }
}
