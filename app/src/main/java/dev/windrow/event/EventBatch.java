package dev.windrow.event;

import dev.windrow.value.NumberColumn;
import java.util.Arrays;

/**
 * The events of one batch in columns: a row for each record, in offset order, good or rejected. Of a rejected row only the reject, the
 * offset, the record's timestamp and the raw record mean something.
 *
 * <p>A batch comes from the decoder without knowing where it stands in its partition; {@link #settle} tells it, once, before
 * anything else is asked that depends on it: times, rejects, offsets and clocks. Confined to one thread. Arrays are not copied.
 */
public final class EventBatch {

  /** Id of a group value that the event does not have. */
  public static final int MISSING = -1;

  private final EventSchema schema;
  private final Frame frame;
  private final Records records;
  private final boolean plain;
  private final ValueDictionary[] dictionaries;
  private final int rows;
  private final NumberColumn[] numbers;
  private int[][] groups;
  private long[] times;
  private Reject[] rejects;

  /** That of an event on its own. */
  private long plainTimestamp;

  private long firstOffset;
  private long nextOffset;
  private long clockBefore;
  private long clockAfter;
  private long maxRecordTimestamp;

  EventBatch(EventSchema schema, Frame frame, boolean plain, ValueDictionary[] dictionaries) {
    this.schema = schema;
    this.frame = frame;
    this.plain = plain;
    this.records = frame.records();
    this.dictionaries = dictionaries;
    rows = records.count();
    groups = new int[dictionaries.length][rows];
    for (int[] column : groups) {
      Arrays.fill(column, MISSING);
    }
    numbers = new NumberColumn[schema.numberFields().size()];
    Arrays.setAll(numbers, column -> new NumberColumn(rows));
    times = new long[rows];
  }

  /**
   * Tells the batch where it stands, and decides what depends on it: event times that are the record's timestamps, and the time guard
   * (rule S8), which takes the time of reading for the timestamp of records that have none.
   *
   * @param offset offset of the record that brought the batch, which is that of the first row
   * @param clock the partition's clock before the batch, at least 0
   * @param recordTimestamp timestamp of the record that brought the batch; it is that of an event on its own and of an idle batch
   */
  public void settle(long offset, long clock, long recordTimestamp) {
    firstOffset = offset;
    nextOffset = size() == 0 ? offset : offset(size() - 1) + 1;
    clockBefore = clock;
    clockAfter = clock;
    maxRecordTimestamp = 0;
    plainTimestamp = recordTimestamp;
    if (size() == 0) {
      maxRecordTimestamp = Math.max(0, recordTimestamp);
    }
    for (int row = 0; row < rows; row++) {
      long ofRow = recordTimestamp(row);
      maxRecordTimestamp = Math.max(maxRecordTimestamp, ofRow);
      settleRow(row, ofRow);
    }
  }

  /** Whether this is no batch of events but the word that the partition is read to its end and quiet. */
  public boolean idle() {
    return frame.isIdle();
  }

  /** How long the partition has been quiet, in ms; 0 unless idle. */
  public long quietMs() {
    return frame.isIdle() ? frame.quietMs() : 0;
  }

  /** The wall clock when the batch was fetched, epoch ms; 0 for an event on its own. */
  public long wallMs() {
    return frame.wallMs();
  }

  /** Whether nothing stood behind it in the partition when it was fetched; false for an event on its own. */
  public boolean caughtUp() {
    return frame.caughtUp();
  }

  /** How many partitions the topic has; 1 for an event on its own. */
  public int partitions() {
    return frame.partitions();
  }

  /** How many rows there are, rejected ones included. */
  public int size() {
    return rows;
  }

  /** The partition's clock before the batch. */
  public long clockBefore() {
    return clockBefore;
  }

  /** The partition's clock after the batch: the highest time of a good row, if that is higher than before. */
  public long clockAfter() {
    return clockAfter;
  }

  public long firstOffset() {
    return firstOffset;
  }

  /** The offset after the last record; the first offset for a batch without records. */
  public long nextOffset() {
    return nextOffset;
  }

  /** The highest timestamp of the records themselves, at least 0. */
  public long maxRecordTimestamp() {
    return maxRecordTimestamp;
  }

  public boolean isGood(int row) {
    return rejects == null || rejects[row] == null;
  }

  /** Why the row was rejected; null when it is good. */
  public Reject reject(int row) {
    return rejects == null ? null : rejects[row];
  }

  /** Event time of a good row, epoch ms, from 0 to the end of the year 9999. */
  public long time(int row) {
    return times[row];
  }

  public long offset(int row) {
    return firstOffset + records.offset(row) - records.offset(0);
  }

  /** The timestamp of the Kafka record itself, epoch ms; -1 when it has none. */
  public long recordTimestamp(int row) {
    return plain ? plainTimestamp : records.timestamp(row);
  }

  /** The row's record, byte for byte. */
  public RawRecord raw(int row) {
    return new RawRecord(records.key(row), value(row), records.headers(row), offset(row), recordTimestamp(row));
  }

  /** Id of the row's value in the column's dictionary, or {@link #MISSING}. */
  public int groupValue(int column, int row) {
    return groups[column][row];
  }

  /** The values that the ids of the column stand for; the next batch may have the same one, grown, or another. */
  public ValueDictionary dictionary(int column) {
    return dictionaries[column];
  }

  public NumberColumn number(int column) {
    return numbers[column];
  }

  /**
   * Lets go of the records and the columns: of rows nothing is asked any more. Kafka Streams, the decoder and the combiner refer to a partition's last batch until the
   * next one comes. With many partitions that is long enough for the columns to be copied to where the garbage collector seldom looks, and each batch refers to the
   * whole responses that brought it.
   */
  public void release() {
    records.release();
    for (NumberColumn column : numbers) {
      column.release();
    }
    groups = null;
    times = null;
  }

  void time(int row, long time) {
    times[row] = time;
  }

  void group(int column, int row, int id) {
    groups[column][row] = id;
  }

  void reject(int row, Reject reject) {
    if (rejects == null) {
      rejects = new Reject[rows];
    }
    rejects[row] = reject;
  }

  private byte[] value(int row) {
    byte[] array = records.valueArray(row);
    int from = records.valueFrom(row);
    return array == null ? null : Arrays.copyOfRange(array, from, from + records.valueLength(row));
  }

  private void settleRow(int row, long recordTimestamp) {
    if (!isGood(row)) {
      return;
    }
    Reject fault = schema.time().isEmpty() ? settleTime(row, recordTimestamp) : guard(times[row], recordTimestamp);
    if (fault != null) {
      reject(row, fault);
    } else {
      clockAfter = Math.max(clockAfter, times[row]);
    }
  }

  private Reject settleTime(int row, long recordTimestamp) {
    times[row] = recordTimestamp;
    if (recordTimestamp < 0) {
      return new Reject(RejectReason.NO_TIMESTAMP, "record: expected a timestamp, found " + recordTimestamp);
    }
    return recordTimestamp <= Timestamps.MAX
        ? null
        : Reject.of(RejectReason.OUT_OF_RANGE, "record", "a timestamp up to the year 9999", Long.toString(recordTimestamp));
  }

  /** A record without a timestamp is as old as it is when it is read; an event on its own may have no such time either. */
  private Reject guard(long time, long recordTimestamp) {
    boolean stamped = recordTimestamp >= 0;
    long reference = stamped ? recordTimestamp : wallMs();
    if (!stamped && reference == 0 || time - reference <= schema.maxAheadMs()) {
      return null;
    }
    String expected = "a time at most " + schema.maxAheadMs() + " ms after " + (stamped ? "the record's " : "it was read, ") + reference;
    String found = time + ", " + (time - reference) + " ms after";
    return new Reject(RejectReason.TOO_FAR_AHEAD, "expected " + expected + ", found " + found);
  }
}
