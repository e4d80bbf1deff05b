package dev.windrow.event;

import java.io.InputStream;
import java.io.OutputStream;

/**
 * Feeds one long-lived parser with one document after the other: a document ends like a stream does, and the next one begins when it
 * is opened. Confined to one thread.
 */
final class DocumentStream extends InputStream {

  /** Blanks before the first document, from which the parser concludes that all of it is UTF-8. */
  private static final byte[] PREAMBLE = {' ', ' ', ' ', ' '};

  private final Tail tail = new Tail();
  private byte[] bytes = PREAMBLE;
  private int position;
  private int end = PREAMBLE.length;
  private long served;
  private long servedBefore;

  /** Serves {@code source[from, to)} from now on. */
  void open(byte[] source, int from, int to) {
    bytes = source;
    position = from;
    end = to;
    servedBefore = served;
  }

  /** How many bytes were served before the document that is open. */
  long servedBefore() {
    return servedBefore;
  }

  /** Whether what was not served of the document is blank. */
  boolean isRestBlank() {
    return isBlank(bytes, position, end);
  }

  /** Takes back what the parser has not used, and remembers whether it is blank. */
  Tail tail() {
    tail.blank = true;
    return tail;
  }

  @Override
  public int read() {
    if (position == end) {
      return -1;
    }
    served++;
    return bytes[position++] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    if (position == end) {
      return -1;
    }
    int count = Math.min(length, end - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    served += count;
    return count;
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    return DocumentScanner.blanksEnd(bytes, from, to) == to;
  }

  /** The bytes of a document behind its closing bracket. */
  static final class Tail extends OutputStream {

    private boolean blank;

    boolean isBlank() {
      return blank;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      blank &= DocumentStream.isBlank(bytes, offset, offset + length);
    }
  }
}
