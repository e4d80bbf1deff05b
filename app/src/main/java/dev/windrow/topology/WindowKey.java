package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Key of a window's group in the {@code windows} store: aggregation id, a zero byte, the window's start big-endian, the
 * group's canonical bytes. So one aggregation's windows stand together, oldest first.
 */
record WindowKey(String aggregation, long start, Group group) {

  /** Above every key: an aggregation's id is text, which never has this byte. */
  static final byte[] AFTER_ALL = {(byte) 0xff};

  byte[] encode() {
    return encode(prefix(aggregation), start, group.bytes());
  }

  /** The key that {@code key} holds; MalformedBytesException for bytes that are none. */
  static WindowKey decode(byte[] key) {
    int end = 0;
    while (end < key.length && key[end] != 0) {
      end++;
    }
    if (key.length < end + 1 + Long.BYTES) {
      throw new MalformedBytesException(end, "a zero byte and the start of a window", key.length - end + " bytes before the end of the key");
    }
    ByteReader in = new ByteReader(key);
    String aggregation = in.readText(end);
    in.skip(1);
    long start = in.readLong();
    if (start < 0) {
      throw new MalformedBytesException(end + 1, "a window's start of at least 0", Long.toString(start));
    }
    return new WindowKey(aggregation, start, Group.ofCanonical(in.readBytes(in.remaining())));
  }

  /** What all keys of an aggregation start with. */
  static byte[] prefix(String aggregation) {
    byte[] id = aggregation.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(id, id.length + 1);
  }

  /** The lowest key of a window that starts at {@code start} or later. */
  static byte[] from(String aggregation, long start) {
    return encode(prefix(aggregation), Math.max(0, start), new byte[0]);
  }

  private static byte[] encode(byte[] prefix, long start, byte[] group) {
    return ByteBuffer.allocate(prefix.length + Long.BYTES + group.length).put(prefix).putLong(start).put(group).array();
  }
}
