package dev.windrow.kafka;

import dev.windrow.event.RawHeader;
import dev.windrow.event.Records;
import dev.windrow.kafka.slice.BatchSlice;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * The records that one or several polls brought of one partition, in offset order: where each lies in what was fetched, and not the half a dozen objects that
 * the consumer has made of it. Those die young this way, instead of being copied by the garbage collector for as long as the frame is queued.
 *
 * <p>Confined to one thread at a time.
 */
final class PolledRecords implements Records {

  private final TopicPartition partition;
  private final Optional<Integer> leaderEpoch;
  private int count;
  private long bytes;
  private long[] offsets;
  private long[] timestamps;
  private final Places keys;
  private final Places values;

  /** Null as long as no record has any. */
  private Header[][] headers;

  private PolledRecords(TopicPartition partition, Optional<Integer> leaderEpoch, int capacity) {
    this.partition = partition;
    this.leaderEpoch = leaderEpoch;
    offsets = new long[capacity];
    timestamps = new long[capacity];
    keys = new Places(capacity);
    values = new Places(capacity);
  }

  /**
   * Of one poll, which brought at least one; all are of one partition.
   *
   * @param headersSeen whether those with a value may have headers
   */
  static PolledRecords of(List<ConsumerRecord<ByteBuffer, Object>> polled, boolean headersSeen) {
    ConsumerRecord<ByteBuffer, Object> first = polled.get(0);
    PolledRecords records = new PolledRecords(new TopicPartition(first.topic(), first.partition()), first.leaderEpoch(), count(polled));
    records.add(polled, headersSeen);
    return records;
  }

  /** Those of the next poll. */
  void add(List<ConsumerRecord<ByteBuffer, Object>> polled, boolean headersSeen) {
    int needed = count + count(polled);
    if (needed > offsets.length) {
      grow(Math.max(2 * offsets.length, needed));
    }
    for (ConsumerRecord<ByteBuffer, Object> record : polled) {
      if (record.value() instanceof BatchSlice slice) {
        add(slice);
      } else {
        add(record, headersSeen);
      }
    }
  }

  private static int count(List<ConsumerRecord<ByteBuffer, Object>> polled) {
    int count = 0;
    for (ConsumerRecord<ByteBuffer, Object> record : polled) {
      count += record.value() instanceof BatchSlice slice ? slice.count() : 1;
    }
    return count;
  }

  private void add(BatchSlice slice) {
    int keyArray = keys.number(slice.array());
    int valueArray = values.number(slice.array());
    BatchSlice.Cursor at = slice.cursor();
    while (at.next()) {
      offsets[count] = at.offset();
      timestamps[count] = at.timestamp();
      bytes += keys.put(count, keyArray, at.keyFrom(), at.keyLength()) + values.put(count, valueArray, at.valueFrom(), at.valueLength());
      headers(at.headers());
      count++;
    }
  }

  private void add(ConsumerRecord<ByteBuffer, Object> record, boolean headersSeen) {
    offsets[count] = record.offset();
    timestamps[count] = record.timestamp();
    bytes += keys.put(count, record.key()) + values.put(count, (ByteBuffer) record.value());
    if (headersSeen || record.value() == null) {
      headers(record.headers().toArray());
    }
    count++;
  }

  TopicPartition partition() {
    return partition;
  }

  /** That of the first record. */
  Optional<Integer> leaderEpoch() {
    return leaderEpoch;
  }

  /** How many bytes keys and values have. */
  long bytes() {
    return bytes;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public long offset(int index) {
    return offsets[index];
  }

  @Override
  public long timestamp(int index) {
    return timestamps[index];
  }

  @Override
  public byte[] valueArray(int index) {
    return values.array(index);
  }

  @Override
  public int valueFrom(int index) {
    return values.from(index);
  }

  @Override
  public int valueLength(int index) {
    return values.length(index);
  }

  @Override
  public byte[] key(int index) {
    return keys.copy(index);
  }

  @Override
  public List<RawHeader> headers(int index) {
    return headers == null || headers[index] == null ? List.of() : RawHeaders.of(headers[index]);
  }

  @Override
  public void release() {
    offsets = null;
    timestamps = null;
    keys.release();
    values.release();
    headers = null;
  }

  private void headers(Header[] ofRecord) {
    if (ofRecord.length == 0) {
      return;
    }
    if (headers == null) {
      headers = new Header[offsets.length][];
    }
    headers[count] = ofRecord;
  }

  private void grow(int capacity) {
    offsets = Arrays.copyOf(offsets, capacity);
    timestamps = Arrays.copyOf(timestamps, capacity);
    keys.grow(capacity);
    values.grow(capacity);
    headers = headers == null ? null : Arrays.copyOf(headers, capacity);
  }
}
