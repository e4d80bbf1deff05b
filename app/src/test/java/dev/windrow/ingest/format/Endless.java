package dev.windrow.ingest.format;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** A stream of so many bytes, which nobody holds: a beginning, and then the same text again and again. */
final class Endless extends InputStream {

  private final byte[] beginning;
  private final byte[] text;
  private final long length;
  private long position;

  Endless(String beginning, String text, long length) {
    this.beginning = beginning.getBytes(StandardCharsets.UTF_8);
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.length = length;
  }

  long length() {
    return length;
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int count) {
    if (position >= length) {
      return -1;
    }
    boolean begins = position < beginning.length;
    byte[] source = begins ? beginning : text;
    int from = (int) (begins ? position : (position - beginning.length) % text.length);
    int taken = Math.min(count, source.length - from);
    System.arraycopy(source, from, target, offset, taken);
    position += taken;
    return taken;
  }
}
