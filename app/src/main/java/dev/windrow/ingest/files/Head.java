package dev.windrow.ingest.files;

import dev.windrow.value.Sha256;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * How a file begins: it tells one that has grown from one that is another. Of a file that had nothing in it, everything may have grown.
 *
 * @param length of the beginning, up to {@value #LENGTH} bytes
 * @param hash of it
 */
record Head(int length, String hash) {

  static final int LENGTH = 1024;

  private static final int HASH_BYTES = 16;

  static Head of(byte[] beginning) {
    return new Head(beginning.length, HexFormat.of().formatHex(Sha256.of(beginning), 0, HASH_BYTES));
  }

  /** Whether a file with that beginning once began as this says. */
  boolean isOf(byte[] beginning) {
    return beginning.length >= length && of(Arrays.copyOf(beginning, length)).equals(this);
  }
}
