package dev.windrow.event;

import java.nio.ByteBuffer;
import java.util.List;

/** Records that lie in arrays of their own: an event that came on its own, or none. */
record RawRecords(List<RawRecord> records) implements Records {

  RawRecords {
    records = List.copyOf(records);
  }

  @Override
  public int count() {
    return records.size();
  }

  @Override
  public long offset(int index) {
    return records.get(index).offset();
  }

  @Override
  public long timestamp(int index) {
    return records.get(index).timestamp();
  }

  @Override
  public ByteBuffer key(int index) {
    return wrapped(records.get(index).key());
  }

  @Override
  public ByteBuffer value(int index) {
    return wrapped(records.get(index).value());
  }

  @Override
  public List<RawHeader> headers(int index) {
    return records.get(index).headers();
  }

  private static ByteBuffer wrapped(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
