package dev.windrow.kafka;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where keys or values lie: in which array, from where on, how many bytes. Those of one response lie in the same array, so its number is noted for each and
 * the array once: a reference that is stored in what lives for long has a price, which the garbage collector asks at each.
 *
 * <p>Confined to one thread at a time.
 */
final class Places {

  private static final int NOWHERE = -1;

  private byte[][] arrays = new byte[8][];
  private int arrayCount;
  private int[] numbers;
  private int[] froms;
  private int[] lengths;

  Places(int capacity) {
    numbers = new int[capacity];
    froms = new int[capacity];
    lengths = new int[capacity];
  }

  /** What remains in the buffer, which has an array or is null, is at this index. Returns how many bytes it has. */
  int put(int index, ByteBuffer buffer) {
    return buffer == null
        ? put(index, NOWHERE, 0, NOWHERE)
        : put(index, number(buffer.array()), buffer.arrayOffset() + buffer.position(), buffer.remaining());
  }

  /**
   * What lies in an array is at this index. Returns how many bytes it has.
   *
   * @param array the array's {@link #number}
   * @param length negative when there is nothing
   */
  int put(int index, int array, int from, int length) {
    numbers[index] = length < 0 ? NOWHERE : array;
    froms[index] = from;
    lengths[index] = Math.max(0, length);
    return lengths[index];
  }

  /** Null when there is none. */
  byte[] array(int index) {
    return numbers[index] == NOWHERE ? null : arrays[numbers[index]];
  }

  int from(int index) {
    return froms[index];
  }

  int length(int index) {
    return lengths[index];
  }

  /** Null when there is none. */
  byte[] copy(int index) {
    byte[] array = array(index);
    return array == null ? null : Arrays.copyOfRange(array, froms[index], froms[index] + lengths[index]);
  }

  void grow(int capacity) {
    numbers = Arrays.copyOf(numbers, capacity);
    froms = Arrays.copyOf(froms, capacity);
    lengths = Arrays.copyOf(lengths, capacity);
  }

  /** Nothing is asked for any more. */
  void release() {
    arrays = null;
    numbers = null;
    froms = null;
    lengths = null;
  }

  /** The array's number. */
  int number(byte[] array) {
    if (arrayCount == 0 || arrays[arrayCount - 1] != array) {
      if (arrayCount == arrays.length) {
        arrays = Arrays.copyOf(arrays, 2 * arrayCount);
      }
      arrays[arrayCount++] = array;
    }
    return arrayCount - 1;
  }
}
