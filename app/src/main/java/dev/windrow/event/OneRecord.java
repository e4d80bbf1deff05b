package dev.windrow.event;

import java.nio.ByteBuffer;
import java.util.List;

/** An event that came on its own; what it does not know of its record is told to its batch later ({@link EventBatch#settle}). */
record OneRecord(ByteBuffer key, ByteBuffer value, List<RawHeader> headers) implements Records {

  static OneRecord of(byte[] key, byte[] value, List<RawHeader> headers) {
    return new OneRecord(wrapped(key), wrapped(value), headers);
  }

  @Override
  public int count() {
    return 1;
  }

  @Override
  public long offset(int index) {
    return 0;
  }

  @Override
  public long timestamp(int index) {
    return 0;
  }

  @Override
  public ByteBuffer key(int index) {
    return key;
  }

  @Override
  public ByteBuffer value(int index) {
    return value;
  }

  @Override
  public List<RawHeader> headers(int index) {
    return headers;
  }

  private static ByteBuffer wrapped(byte[] bytes) {
    return bytes == null ? null : ByteBuffer.wrap(bytes);
  }
}
