package dev.windrow.ingest.format;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;

/**
 * What goes into zstd-jni's stream, with a frame behind it that has nothing to say. That library takes a frame that is cut off for the end when the frame before
 * it ended in the same piece of input; then records would be missing and nobody would know. With this frame behind, which comes in a piece of its own, a frame
 * that is cut off either swallows it and is still not whole, or leaves a part of it that is no frame: an error both times. For that it is longer than a block
 * (128 KiB), and zeros, which are no last block.
 */
final class ZstdInput extends FilterInputStream {

  private static final int LENGTH = 256 << 10;
  private static final int HEADER = 8;

  /** The header of a frame to skip, of 256 KiB; then come as many zeros. */
  private static final byte[] FRAME = {0x50, 0x2a, 0x4d, 0x18, 0, 0, LENGTH >> 16, 0};

  private int behind = -1;

  private ZstdInput(InputStream in) {
    super(in);
  }

  /** Nothing at all is no frame either. */
  static InputStream of(InputStream raw) throws IOException {
    PushbackInputStream in = new PushbackInputStream(raw, 1);
    int first = in.read();
    if (first < 0) {
      throw new EOFException("zstd: the file is cut off");
    }
    in.unread(first);
    return new ZstdInput(in);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = behind < 0 ? in.read(target, offset, length) : -1;
    if (count >= 0) {
      return count;
    }
    behind = Math.max(0, behind);
    int more = Math.min(length, HEADER + LENGTH - behind);
    for (int i = 0; i < more; i++, behind++) {
      target[offset + i] = behind < HEADER ? FRAME[behind] : 0;
    }
    return more == 0 ? -1 : more;
  }

  /** The library asks before it reads a second piece. */
  @Override
  public int available() throws IOException {
    return behind < 0 ? in.available() : HEADER + LENGTH - behind;
  }
}
