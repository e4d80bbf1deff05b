package dev.windrow.event;

import java.util.Arrays;

/**
 * The names of an object in the order in which the last documents had them: most producers write the same names in the same order without blanks between, so
 * the next name is known before it is read, and comparing it takes a few words. Confined to one thread.
 *
 * <p>Bounded: {@value #MAX_NAMES} names of at most {@value #MAX_LENGTH} bytes. A name that is wrong {@value #PATIENCE} times is learned anew, so that
 * documents of two layouts in turn cost no memory.
 */
final class Layout {

  private static final int MAX_NAMES = 64;
  private static final int MAX_LENGTH = 64;
  private static final int PATIENCE = 16;

  private final Name[] names = new Name[MAX_NAMES];
  private final byte[] wrong = new byte[MAX_NAMES];

  /** A name with its quotation marks and colon; {@code field} is null for one that is not used. */
  static final class Name {

    private final byte[] bytes;
    private final long first;
    private final long last;
    private final int length;
    private final Field field;

    private Name(byte[] json, int from, int to, Field field) {
      bytes = Arrays.copyOfRange(json, from, to);
      length = bytes.length;
      first = Words.at(bytes, 0, Math.min(Long.BYTES, length));
      last = length < Long.BYTES ? first : Words.at(bytes, length - Long.BYTES);
      this.field = field;
    }

    /** Whether it stands at {@code from}, and a value may follow before {@code to}. Most names have 8 to 16 bytes: their first and last word, which may overlap. */
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

    Field field() {
      return field;
    }
  }

  /** What the name at this index, counted from 0, has been; null when nothing is known. */
  Name name(int index) {
    return index < MAX_NAMES ? names[index] : null;
  }

  /** The name at this index stands in {@code json[from, to)}, from its first quotation mark to its colon. */
  void learn(int index, byte[] json, int from, int to, Field field) {
    if (index < MAX_NAMES && to - from <= MAX_LENGTH && (names[index] == null || ++wrong[index] == PATIENCE)) {
      names[index] = new Name(json, from, to, field);
      wrong[index] = 0;
    }
  }
}
