package dev.windrow.kafka.slice;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;

/**
 * A slice as the client sees it: one record without a key.
 *
 * @param offset that of the slice's last record: behind it the client goes on
 */
record SliceRecord(BatchSlice slice, long offset) implements Record {

  @Override
  public Header[] headers() {
    return new Header[] {slice};
  }

  @Override
  public ByteBuffer value() {
    return slice.bytes();
  }

  @Override
  public boolean hasValue() {
    return true;
  }

  @Override
  public int valueSize() {
    return slice.sizeInBytes();
  }

  @Override
  public int sizeInBytes() {
    return valueSize();
  }

  @Override
  public ByteBuffer key() {
    return null;
  }

  @Override
  public boolean hasKey() {
    return false;
  }

  @Override
  public int keySize() {
    return -1;
  }

  @Override
  public long timestamp() {
    return RecordBatch.NO_TIMESTAMP;
  }

  @Override
  public boolean hasTimestampType(TimestampType type) {
    return false;
  }

  @Override
  public int sequence() {
    return RecordBatch.NO_SEQUENCE;
  }

  /** The checksum is that of the batch. */
  @Override
  public void ensureValid() {}

  @Override
  public boolean hasMagic(byte magic) {
    return magic >= RecordBatch.MAGIC_VALUE_V2;
  }

  @Override
  public boolean isCompressed() {
    return false;
  }
}
