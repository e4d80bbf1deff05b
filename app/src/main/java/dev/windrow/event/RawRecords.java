package dev.windrow.event;

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
  public byte[] valueArray(int index) {
    return records.get(index).value();
  }

  @Override
  public int valueFrom(int index) {
    return 0;
  }

  @Override
  public int valueLength(int index) {
    return valueArray(index).length;
  }

  @Override
  public byte[] key(int index) {
    return records.get(index).key();
  }

  @Override
  public List<RawHeader> headers(int index) {
    return records.get(index).headers();
  }

  @Override
  public void release() {}
}
