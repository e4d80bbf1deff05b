package dev.windrow.event;

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
  private int[] hashes = new int[64];
  private int[] numbers = new int[64];
  private int size;

  int find(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int mask = keys.length - 1;
    for (int slot = hash & mask; keys[slot] != null; slot = slot + 1 & mask) {
      if (hashes[slot] == hash && Arrays.equals(keys[slot], 0, keys[slot].length, bytes, from, to)) {
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
    place(Arrays.copyOfRange(bytes, from, to), hash(bytes, from, to), number);
  }

  int size() {
    return size;
  }

  private void grow() {
    byte[][] oldKeys = keys;
    int[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    keys = new byte[2 * oldKeys.length][];
    hashes = new int[keys.length];
    numbers = new int[keys.length];
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldKeys[slot] != null) {
        place(oldKeys[slot], oldHashes[slot], oldNumbers[slot]);
      }
    }
  }

  private void place(byte[] key, int hash, int number) {
    int mask = keys.length - 1;
    int slot = hash & mask;
    while (keys[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    hashes[slot] = hash;
    numbers[slot] = number;
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = to - from;
    for (int at = from; at < to; at += Long.BYTES) {
      hash = (hash ^ Words.at(bytes, at, Math.min(Long.BYTES, to - at))) * SEED;
      hash ^= hash >>> 32;
    }
    return (int) hash;
  }
}
