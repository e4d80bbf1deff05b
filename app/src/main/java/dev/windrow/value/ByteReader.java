package dev.windrow.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * Reads what {@link ByteWriter} wrote, and trusts none of it: a read beyond the end, a number that is too long for its type, a block
 * longer than what remains, or text that is not UTF-8 throws {@link MalformedBytesException}.
 *
 * <p>Confined to one thread. The bytes are not copied.
 */
public final class ByteReader {

  /** What stands for bytes that are not UTF-8, and for itself. */
  private static final char REPLACEMENT = '\uFFFD';

  private final byte[] bytes;
  private final int end;
  private int position;

  public ByteReader(byte[] bytes) {
    this(bytes, 0, bytes.length);
  }

  /** Reads from index {@code from} up to, but not including, {@code to}; positions are indexes into {@code bytes}. */
  public ByteReader(byte[] bytes, int from, int to) {
    Objects.checkFromToIndex(from, to, bytes.length);
    this.bytes = bytes;
    this.position = from;
    this.end = to;
  }

  /** The next byte, 0 to 255. */
  public int readByte() {
    require(1, "a byte");
    return bytes[position++] & 0xFF;
  }

  /** Reads a version byte; {@code format} is what is expected to be of this version, such as "a frame of version". */
  public void requireVersion(int expected, String format) {
    int start = position();
    int found = readByte();
    if (found != expected) {
      throw new MalformedBytesException(start, format + " " + expected, "version " + found);
    }
  }

  public int readInt() {
    require(Integer.BYTES, "a number of 4 bytes");
    int value = 0;
    for (int i = 0; i < Integer.BYTES; i++) {
      value = value << 8 | bytes[position++] & 0xFF;
    }
    return value;
  }

  public long readLong() {
    require(Long.BYTES, "a number of 8 bytes");
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | bytes[position++] & 0xFF;
    }
    return value;
  }

  public int readVarInt() {
    int start = position;
    long value = readVarLong();
    if (value > Integer.MAX_VALUE) {
      throw new MalformedBytesException(start, "a number of at most " + Integer.MAX_VALUE, Long.toString(value));
    }
    return (int) value;
  }

  public long readVarLong() {
    int start = position;
    long value = readLeb128();
    if (value < 0) {
      throw new MalformedBytesException(start, "a number of at most " + Long.MAX_VALUE, Long.toUnsignedString(value));
    }
    return value;
  }

  public long readZigZag() {
    long unsigned = readLeb128();
    return unsigned >>> 1 ^ -(unsigned & 1);
  }

  /** The next {@code count} bytes. */
  public byte[] readBytes(int count) {
    require(count, "bytes");
    byte[] read = Arrays.copyOfRange(bytes, position, position + count);
    position += count;
    return read;
  }

  /** The next block, without its length. */
  public byte[] readBlock() {
    return readBytes(blockLength());
  }

  /** The next block as text. */
  public String readText() {
    return readText(blockLength());
  }

  /** The next {@code count} bytes as text. */
  public String readText(int count) {
    require(count, "bytes of text");
    String likely = new String(bytes, position, count, StandardCharsets.UTF_8);
    if (likely.indexOf(REPLACEMENT) < 0) {
      position += count;
      return likely;
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, position, count)).toString();
      position += count;
      return text;
    } catch (CharacterCodingException notUtf8) {
      throw new MalformedBytesException(position, "text in UTF-8", "other bytes");
    }
  }

  public int remaining() {
    return end - position;
  }

  /** The index of the byte that is read next. */
  public int position() {
    return position;
  }

  /** Passes over {@code count} bytes. */
  public void skip(int count) {
    require(count, "bytes to skip");
    position += count;
  }

  private int blockLength() {
    int start = position;
    int length = readVarInt();
    if (length > remaining()) {
      throw new MalformedBytesException(start, "a block of at most " + remaining() + " bytes", "a length of " + length);
    }
    return length;
  }

  private long readLeb128() {
    int start = position;
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = readByte();
      if (shift == 63 && next > 1) {
        break;
      }
      value |= (next & 0x7FL) << shift;
      if (next < 0x80) {
        return value;
      }
    }
    throw new MalformedBytesException(start, "a variable-length number of at most 64 bits", "a longer one");
  }

  private void require(int count, String what) {
    if (count < 0 || count > remaining()) {
      throw new MalformedBytesException(position, what + " (" + count + ")", remaining() + " bytes before the end");
    }
  }
}
