package dev.windrow.ingest.format;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * The part of a stream that is in memory: from the first byte that is not consumed to the last one that was read. It grows only while nothing of it is
 * consumed, so it is as long as what its user looks at in one piece, and {@value #CHUNK} bytes. Confined to one thread.
 */
final class Window implements Closeable {

  static final int CHUNK = 64 << 10;

  private final InputStream in;
  private byte[] bytes = new byte[CHUNK];
  private int from;
  private int to;
  private long offset;
  private long line = 1;
  private boolean ended;

  Window(InputStream in) {
    this.in = in;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Where the first byte is that is not consumed. */
  int from() {
    return from;
  }

  /** Behind the last byte that was read. */
  int to() {
    return to;
  }

  int length() {
    return to - from;
  }

  /** How many bytes are consumed. */
  long offset() {
    return offset;
  }

  /** One more than the line ends that are consumed. */
  long line() {
    return line;
  }

  /** The first byte that is not consumed, reading it when necessary; -1 at the end. */
  int first() throws IOException {
    return from < to || fill() ? bytes[from] & 0xFF : -1;
  }

  /** A copy of the first bytes. */
  byte[] copy(int count) {
    return Arrays.copyOfRange(bytes, from, from + count);
  }

  /** Reads until there are so many bytes, or no more. */
  void fillTo(int count) throws IOException {
    while (length() < count && fill()) {
      continue;
    }
  }

  /** Reads more; false at the end of the stream. */
  boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    makeRoom();
    int count = in.read(bytes, to, Math.min(CHUNK, bytes.length - to));
    ended = count < 0;
    to += Math.max(0, count);
    return !ended;
  }

  /** Counts lines on the way. */
  void consume(int count) {
    line += lineEnds(bytes, from, from + count);
    skip(count);
  }

  /** Goes to a place that is not before this one. False when the stream ends before it. */
  boolean seek(Mark place) throws IOException {
    skip((int) Math.min(length(), place.offset() - offset));
    while (offset < place.offset()) {
      long leapt = in.skip(place.offset() - offset);
      offset += leapt;
      if (leapt == 0 && first() < 0) {
        return false;
      }
      skip((int) Math.min(length(), place.offset() - offset));
    }
    line = place.line();
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  private void skip(int count) {
    from += count;
    offset += count;
  }

  private void makeRoom() {
    if (from == to) {
      from = 0;
      to = 0;
    } else if (bytes.length - to < CHUNK / 2) {
      byte[] roomy = length() > bytes.length / 2 ? new byte[Math.max(2 * bytes.length, bytes.length + CHUNK)] : bytes;
      System.arraycopy(bytes, from, roomy, 0, length());
      to -= from;
      from = 0;
      bytes = roomy;
    }
  }

  private static int lineEnds(byte[] bytes, int from, int to) {
    int count = 0;
    for (int i = from; i < to; i++) {
      count += bytes[i] == '\n' ? 1 : 0;
    }
    return count;
  }
}
