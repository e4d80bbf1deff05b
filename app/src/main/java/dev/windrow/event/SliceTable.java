package dev.windrow.event;

import dev.windrow.value.Words;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A hash table from slices of bytes to numbers: looking up a slice allocates nothing. Open addressing, at most half full. Confined to
 * one thread.
 */
final class SliceTable {

  static final int ABSENT = -1;

  /** Differs from start to start, so that nobody can prepare slices that collide; no result depends on it. */
  private static final long SEED = ThreadLocalRandom.current().nextLong() | 1;

  private byte[][] keys = new byte[64][];

  /** The first eight bytes of each key, which are all of most. */
  private long[] firsts = new long[64];

  private int[] hashes = new int[64];
  private int[] numbers = new int[64];
  private int size;

  int find(byte[] bytes, int from, int to) {
    int length = to - from;
    long first = first(bytes, from, length);
    int hash = hash(first, bytes, from, to);
    int mask = keys.length - 1;
    for (int slot = hash & mask; keys[slot] != null; slot = slot + 1 & mask) {
      if (firsts[slot] == first && hashes[slot] == hash && isEqual(keys[slot], bytes, from, length)) {
        return numbers[slot];
      }
    }
    return ABSENT;
  }

  /** Adds a slice, of which a copy is kept; only one that is absent. */
  void add(byte[] bytes, int from, int to, int number) {
    if (2 * ++size > keys.length) {
      grow();
    }
    long first = first(bytes, from, to - from);
    place(Arrays.copyOfRange(bytes, from, to), first, hash(first, bytes, from, to), number);
  }

  int size() {
    return size;
  }

  private void grow() {
    byte[][] oldKeys = keys;
    long[] oldFirsts = firsts;
    int[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    keys = new byte[2 * oldKeys.length][];
    firsts = new long[keys.length];
    hashes = new int[keys.length];
    numbers = new int[keys.length];
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldKeys[slot] != null) {
        place(oldKeys[slot], oldFirsts[slot], oldHashes[slot], oldNumbers[slot]);
      }
    }
  }

  private void place(byte[] key, long first, int hash, int number) {
    int mask = keys.length - 1;
    int slot = hash & mask;
    while (keys[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    firsts[slot] = first;
    hashes[slot] = hash;
    numbers[slot] = number;
  }

  private static boolean isEqual(byte[] key, byte[] bytes, int from, int length) {
    return key.length == length && (length <= Long.BYTES || Arrays.equals(key, 0, length, bytes, from, from + length));
  }

  private static long first(byte[] bytes, int from, int length) {
    return Words.at(bytes, from, Math.min(Long.BYTES, length));
  }

  private static int hash(long first, byte[] bytes, int from, int to) {
    long hash = (first ^ to - from) * SEED;
    hash ^= hash >>> 32;
    for (int at = from + Long.BYTES; at < to; at += Long.BYTES) {
      hash = (hash ^ Words.at(bytes, at, Math.min(Long.BYTES, to - at))) * SEED;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }
}
