package dev.windrow.ingest.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Whether bytes are UTF-8, to the letter: no overlong forms, no surrogates. Fast where they are ASCII. Confined to one thread. */
final class Utf8Check {

  static final int VALID = -1;

  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private final CharBuffer scratch = CharBuffer.allocate(1024);

  /** The first byte in {@code [from, to)} that is none, or {@link #VALID}. */
  int firstInvalid(byte[] bytes, int from, int to) {
    return isAscii(bytes, from, to) ? VALID : decode(ByteBuffer.wrap(bytes, from, to - from));
  }

  private int decode(ByteBuffer text) {
    decoder.reset();
    CoderResult result = CoderResult.OVERFLOW;
    while (result.isOverflow()) {
      scratch.clear();
      result = decoder.decode(text, scratch, true);
    }
    return result.isError() ? text.position() : VALID;
  }

  private static boolean isAscii(byte[] bytes, int from, int to) {
    int all = 0;
    for (int i = from; i < to; i++) {
      all |= bytes[i];
    }
    return all >= 0;
  }
}
