package dev.windrow.event;

import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A hash table from character slices to numbers: looking up a slice allocates nothing. Open addressing, at most half full. Confined to
 * one thread.
 */
final class SliceTable {

  static final int ABSENT = -1;

  /** Differs from start to start, so that nobody can prepare texts that collide; no result depends on it. */
  private static final int SEED = ThreadLocalRandom.current().nextInt() | 1;

  private char[][] keys = new char[64][];
  private int[] hashes = new int[64];
  private int[] numbers = new int[64];
  private int size;

  int find(char[] chars, int offset, int length) {
    int hash = hash(chars, offset, length);
    int mask = keys.length - 1;
    for (int slot = hash & mask; keys[slot] != null; slot = slot + 1 & mask) {
      if (hashes[slot] == hash && isEqual(keys[slot], chars, offset, length)) {
        return numbers[slot];
      }
    }
    return ABSENT;
  }

  /** Adds a slice, of which a copy is kept; only one that is absent. */
  void add(char[] chars, int offset, int length, int number) {
    if (2 * ++size > keys.length) {
      grow();
    }
    place(Arrays.copyOfRange(chars, offset, offset + length), hash(chars, offset, length), number);
  }

  int size() {
    return size;
  }

  private void grow() {
    char[][] oldKeys = keys;
    int[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    keys = new char[2 * oldKeys.length][];
    hashes = new int[keys.length];
    numbers = new int[keys.length];
    for (int slot = 0; slot < oldKeys.length; slot++) {
      if (oldKeys[slot] != null) {
        place(oldKeys[slot], oldHashes[slot], oldNumbers[slot]);
      }
    }
  }

  private void place(char[] key, int hash, int number) {
    int mask = keys.length - 1;
    int slot = hash & mask;
    while (keys[slot] != null) {
      slot = slot + 1 & mask;
    }
    keys[slot] = key;
    hashes[slot] = hash;
    numbers[slot] = number;
  }

  private static boolean isEqual(char[] key, char[] chars, int offset, int length) {
    return key.length == length && Arrays.equals(key, 0, length, chars, offset, offset + length);
  }

  private static int hash(char[] chars, int offset, int length) {
    int hash = length;
    for (int i = offset; i < offset + length; i++) {
      hash = (hash ^ chars[i]) * SEED;
      hash ^= hash >>> 15;
    }
    return hash;
  }
}
