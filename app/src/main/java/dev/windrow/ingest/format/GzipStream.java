package dev.windrow.ingest.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip (RFC 1952), all members that there are. Strict, unlike {@link java.util.zip.GZIPInputStream}, which takes what it cannot read behind a member for
 * the end: here a file that is cut off anywhere but between two members is an error, and so is anything but zeros behind the last one. Confined to one thread.
 */
final class GzipStream extends InputStream {

  private static final int INPUT = 32 << 10;
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATED = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[INPUT];
  private final byte[] single = new byte[1];
  private int at;
  private int to;
  private boolean ended;

  GzipStream(InputStream in) throws IOException {
    this.in = in;
    readHeader(require());
  }

  @Override
  public int read() throws IOException {
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    try {
      int count = 0;
      while (count == 0 && !ended) {
        count = inflate(target, offset, length);
      }
      return count == 0 ? -1 : count;
    } catch (DataFormatException damaged) {
      throw new IOException("gzip: damaged: " + damaged.getMessage(), damaged);
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }

  private int inflate(byte[] target, int offset, int length) throws IOException, DataFormatException {
    if (inflater.needsInput() && !inflater.finished()) {
      requireInput();
      inflater.setInput(input, at, to - at);
      at = to;
    }
    int count = inflater.inflate(target, offset, length);
    crc.update(target, offset, count);
    if (inflater.needsDictionary()) {
      throw new IOException("gzip: damaged: it asks for a dictionary");
    }
    if (inflater.finished() && count == 0) {
      nextMember();
    }
    return count;
  }

  private void nextMember() throws IOException {
    at = to - inflater.getRemaining();
    readTrailer();
    int next = next();
    while (next == 0) {
      next = next();
    }
    ended = next < 0;
    if (!ended) {
      readHeader(next);
    }
  }

  private void readTrailer() throws IOException {
    if (number(4) != crc.getValue()) {
      throw new IOException("gzip: damaged: the checksum does not fit what was unpacked");
    }
    if (number(4) != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw new IOException("gzip: damaged: the length does not fit what was unpacked");
    }
  }

  private void readHeader(int first) throws IOException {
    if ((first | require() << 8) != MAGIC || require() != DEFLATED) {
      throw new IOException("gzip: expected the header of a gzip file, found something else");
    }
    int flags = require();
    if ((flags & RESERVED) != 0) {
      throw new IOException("gzip: damaged: the header has unknown flags");
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip((int) number(2));
    }
    skipText((flags & NAME) != 0);
    skipText((flags & COMMENT) != 0);
    skip((flags & HEADER_CRC) != 0 ? 2 : 0);
    inflater.reset();
    crc.reset();
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      require();
    }
  }

  private void skipText(boolean isThere) throws IOException {
    int next = isThere ? require() : 0;
    while (next != 0) {
      next = require();
    }
  }

  /** Little-endian. */
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) require() << 8 * i;
    }
    return number;
  }

  private int require() throws IOException {
    requireInput();
    return input[at++] & 0xFF;
  }

  private void requireInput() throws IOException {
    if (at == to && !fill()) {
      throw new EOFException("gzip: the file is cut off");
    }
  }

  private int next() throws IOException {
    return at < to || fill() ? input[at++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    at = 0;
    to = Math.max(0, in.read(input, 0, input.length));
    return to > 0;
  }
}
