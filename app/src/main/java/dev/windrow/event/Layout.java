package dev.windrow.event;

import dev.windrow.value.Words;
import java.util.Arrays;

/**
 * What stands before the values of an object, in the order in which the last documents had them: most producers write the same names in the same order and with
 * the same blanks, so all of it up to the next value is known before it is read, and comparing it takes a few words. Confined to one thread.
 *
 * <p>Bounded: {@value #MAX_VALUES} values, {@value #MAX_LENGTH} bytes before each. What is wrong {@value #PATIENCE} times is learned anew, so that
 * documents of two layouts in turn cost no memory.
 */
final class Layout {

  private static final int MAX_VALUES = 64;
  private static final int MAX_LENGTH = 64;
  private static final int PATIENCE = 16;

  private final Prefix[] prefixes = new Prefix[MAX_VALUES];
  private final byte[] wrong = new byte[MAX_VALUES];

  /**
   * All that stands between the bracket of the object, or the value before, and a value, as in {@code ,"name":}; with the quotation mark of a value that is a
   * string.
   */
  static final class Prefix {

    private final byte[] bytes;
    private final long first;
    private final long last;
    private final int length;
    private final boolean ofString;
    private final Field field;

    private Prefix(byte[] json, int from, int to, Field field) {
      bytes = Arrays.copyOfRange(json, from, to);
      length = bytes.length;
      first = Words.at(bytes, 0, Math.min(Long.BYTES, length));
      last = length < Long.BYTES ? first : Words.at(bytes, length - Long.BYTES);
      ofString = bytes[length - 1] == '"';
      this.field = field;
    }

    /** Whether it stands at {@code from}, and a value may follow before {@code to}. Most have 8 to 16 bytes: their first and last word, which may overlap. */
    boolean isAt(byte[] json, int from, int to) {
      if (from + length >= to) {
        return false;
      }
      if (length < Long.BYTES) {
        return Words.at(json, from, length) == first;
      }
      return Words.at(json, from) == first && Words.at(json, from + length - Long.BYTES) == last
          && (length <= 2 * Long.BYTES || Arrays.equals(bytes, 0, length, json, from, from + length));
    }

    int length() {
      return length;
    }

    /** Whether what follows is the text of a string. */
    boolean ofString() {
      return ofString;
    }

    /** The field of the value; null for one that is not used. */
    Field field() {
      return field;
    }
  }

  /** What stood before the value of this index, counted from 0; null when nothing is known. */
  Prefix prefix(int index) {
    return index < MAX_VALUES ? prefixes[index] : null;
  }

  /** What stands before the value of this index is {@code json[from, to)}. */
  void learn(int index, byte[] json, int from, int to, Field field) {
    if (index < MAX_VALUES && to - from <= MAX_LENGTH && (prefixes[index] == null || ++wrong[index] == PATIENCE)) {
      prefixes[index] = new Prefix(json, from, to, field);
      wrong[index] = 0;
    }
  }
}
