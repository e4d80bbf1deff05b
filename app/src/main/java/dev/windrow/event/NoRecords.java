package dev.windrow.event;

import java.nio.ByteBuffer;
import java.util.List;

/** Nothing. */
enum NoRecords implements Records {

  INSTANCE;

  @Override
  public int count() {
    return 0;
  }

  @Override
  public long offset(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public long timestamp(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public ByteBuffer key(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public ByteBuffer value(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public List<RawHeader> headers(int index) {
    throw new IndexOutOfBoundsException(index);
  }
}
