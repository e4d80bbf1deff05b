package dev.windrow.fuzz;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;

/** Damage to bytes, whatever they mean. */
public final class ByteMutations {

  private static final int[] INTERESTING = {0x00, 0x01, 0x0a, 0x1f, 0x20, 0x22, 0x2c, 0x5c, 0x7b, 0x7d, 0x7f, 0x80, 0xbf, 0xc0, 0xc2, 0xe0, 0xed,
    0xef, 0xf0, 0xf4, 0xf5, 0xfe, 0xff};

  /** Lengths and counts of 2^31 - 1, 2^63 - 1 and 2^64 - 1, as variable-length numbers and as fixed ones. */
  private static final byte[][] HUGE = {
    {-1, -1, -1, -1, 7}, {-1, -1, -1, -1, -1, -1, -1, -1, 0x7f}, {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1}, {0x7f, -1, -1, -1}, {-1, -1, -1, -1}};

  private final Random random;

  public ByteMutations(Random random) {
    this.random = random;
  }

  /** The bytes with one to {@code most} changes. */
  public byte[] mutated(byte[] bytes, int most) {
    byte[] mutated = bytes;
    for (int changes = 1 + random.nextInt(most); changes > 0; changes--) {
      mutated = mutated(mutated);
    }
    return mutated;
  }

  private byte[] mutated(byte[] bytes) {
    int at = random.nextInt(bytes.length + 1);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(random.nextInt(4) == 0 ? 40 : 4));
    return switch (random.nextInt(9)) {
      case 0 -> flipped(bytes, at);
      case 1 -> spliced(bytes, at, end, interesting());
      case 2 -> spliced(bytes, at, at, interesting());
      case 3 -> spliced(bytes, at, end, new byte[0]);
      case 4 -> Arrays.copyOf(bytes, at);
      case 5 -> spliced(bytes, at, at, repeated(Arrays.copyOfRange(bytes, at, end)));
      case 6 -> spliced(bytes, at, at, Arrays.copyOfRange(bytes, end, Math.min(bytes.length, end + random.nextInt(20))));
      case 7 -> spliced(bytes, at, Math.min(bytes.length, at + random.nextInt(6)), HUGE[random.nextInt(HUGE.length)]);
      default -> spliced(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt()});
    };
  }

  private byte[] flipped(byte[] bytes, int at) {
    byte[] flipped = bytes.clone();
    if (at < bytes.length) {
      flipped[at] ^= (byte) (1 << random.nextInt(8));
    }
    return flipped;
  }

  private byte[] interesting() {
    byte[] some = new byte[1 + random.nextInt(2)];
    for (int i = 0; i < some.length; i++) {
      some[i] = (byte) INTERESTING[random.nextInt(INTERESTING.length)];
    }
    return some;
  }

  private byte[] repeated(byte[] slice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int times = random.nextInt(8) == 0 ? random.nextInt(100) : 1; times > 0; times--) {
      out.writeBytes(slice);
    }
    return out.toByteArray();
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] insert) {
    byte[] result = Arrays.copyOf(bytes, bytes.length - (to - from) + insert.length);
    System.arraycopy(insert, 0, result, from, insert.length);
    System.arraycopy(bytes, to, result, from + insert.length, bytes.length - to);
    return result;
  }
}
