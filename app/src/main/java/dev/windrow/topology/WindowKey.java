package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Key of a window's group in the {@code windows} store: aggregation id, a zero byte, the window's start big-endian, the
 * group's canonical bytes. So one aggregation's windows stand together, oldest first. A {@link GroupBlock} has the key of its last group, but a zero byte and the
 * number of its run before the group: blocks stand before the groups of their window, run by run.
 */
record WindowKey(String aggregation, long start, Group group) {

  /** Above every key: an aggregation's id is text, which never has this byte. */
  static final byte[] AFTER_ALL = {(byte) 0xff};

  private static final byte BLOCK = 0;

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

  /** Whether a key is that of a block, given that it is one. */
  static boolean isBlock(byte[] key) {
    byte[] group = decode(key).group().bytes();
    return group.length > 0 && group[0] == BLOCK;
  }

  /** The start of the window that a key belongs to, also one of a block. */
  static long start(byte[] key) {
    return decode(key).start();
  }

  /** The key of the block of a run, 0 to 127, whose last group this is, and the lowest of those with one that comes later. */
  static byte[] block(String aggregation, long start, int run, Group last) {
    byte[] group = last.bytes();
    byte[] marked = new byte[group.length + 2];
    marked[0] = BLOCK;
    marked[1] = (byte) run;
    System.arraycopy(group, 0, marked, 2, group.length);
    return encode(prefix(aggregation), start, marked);
  }

  /** Above the keys of a run's blocks, and below those of the next one. */
  static byte[] afterRun(String aggregation, long start, int run) {
    return encode(prefix(aggregation), start, new byte[] {BLOCK, (byte) (run + 1)});
  }

  /** The run of a block with this key. */
  static int run(byte[] key) {
    return decode(key).group().bytes()[1];
  }

  /** Above the keys of a window's blocks, and below those of its groups. */
  static byte[] afterBlocks(String aggregation, long start) {
    return encode(prefix(aggregation), start, new byte[] {BLOCK + 1});
  }

  /** What all keys of an aggregation start with. */
  static byte[] prefix(String aggregation) {
    byte[] id = aggregation.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(id, id.length + 1);
  }

  /** Above all keys of an aggregation, and not above those of any other. */
  static byte[] after(String aggregation) {
    byte[] after = prefix(aggregation);
    after[after.length - 1] = 1;
    return after;
  }

  /** The lowest key of a window that starts at {@code start} or later. */
  static byte[] from(String aggregation, long start) {
    return encode(prefix(aggregation), Math.max(0, start), new byte[0]);
  }

  private static byte[] encode(byte[] prefix, long start, byte[] group) {
    return ByteBuffer.allocate(prefix.length + Long.BYTES + group.length).put(prefix).putLong(start).put(group).array();
  }
}
