package dev.windrow.event;

import java.nio.ByteBuffer;
import java.util.List;

/** Records that were fetched together from one partition, in the order of their offsets, where they lie. They are not copied and must not be changed. */
public interface Records {

  /** How many there are. */
  int count();

  long offset(int index);

  /** The record's own timestamp, epoch ms; negative when it has none. */
  long timestamp(int index);

  /** What remains in the buffer is the key; null when there is none. */
  ByteBuffer key(int index);

  /** What remains in the buffer, which has an array, is the value; null when there is none. */
  ByteBuffer value(int index);

  List<RawHeader> headers(int index);
}
