package dev.windrow.benchmark.loops;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The few names that occur again and again, so that a name becomes the same String without a new one. Confined to one thread. */
final class Names {

  private static final int SLOTS = 1024;

  private final byte[][] bytes = new byte[SLOTS][];
  private final String[] names = new String[SLOTS];

  String of(byte[] text, int from, int to) {
    int slot = slot(text, from, to);
    if (bytes[slot] == null || !Arrays.equals(bytes[slot], 0, bytes[slot].length, text, from, to)) {
      bytes[slot] = Arrays.copyOfRange(text, from, to);
      names[slot] = new String(bytes[slot], StandardCharsets.UTF_8);
    }
    return names[slot];
  }

  private static int slot(byte[] text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + text[i];
    }
    return (hash ^ hash >>> 16) & SLOTS - 1;
  }
}
