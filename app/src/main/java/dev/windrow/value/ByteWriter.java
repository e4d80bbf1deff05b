package dev.windrow.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Bytes being written, in a buffer that grows and is kept over {@link #reset()}. Numbers are big-endian; variable-length ones are
 * unsigned LEB128: seven bits a byte, the lowest first, the top bit set on all but the last.
 *
 * <p>Confined to one thread. {@link ByteReader} reads what this writes.
 */
public final class ByteWriter {

  private byte[] buffer;
  private int size;

  public ByteWriter() {
    this(256);
  }

  /** A writer with room for {@code capacity} bytes before its buffer grows. */
  public ByteWriter(int capacity) {
    buffer = new byte[Math.max(16, capacity)];
  }

  /** Writes the lowest eight bits. */
  public void writeByte(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
  }

  public void writeInt(int value) {
    reserve(Integer.BYTES);
    for (int shift = 24; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
  }

  public void writeLong(long value) {
    reserve(Long.BYTES);
    for (int shift = 56; shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
  }

  /** Writes 1 to 5 bytes; IllegalArgumentException for a negative value. */
  public void writeVarInt(int value) {
    writeVarLong(value);
  }

  /** Writes 1 to 9 bytes; IllegalArgumentException for a negative value. */
  public void writeVarLong(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("expected a number of at least 0, found " + value);
    }
    writeLeb128(value);
  }

  /** Writes a signed number in 1 to 10 bytes, fewer the closer it is to 0. */
  public void writeZigZag(long value) {
    writeLeb128(value << 1 ^ value >> 63);
  }

  /** Writes the bytes as they are, without a length. */
  public void writeBytes(byte[] bytes) {
    writeBytes(bytes, 0, bytes.length);
  }

  /** Writes what another one has, without a length. */
  public void writeBytes(ByteWriter other) {
    writeBytes(other.buffer, 0, other.size);
  }

  /** Writes the length as a variable-length number, then the bytes. */
  public void writeBlock(byte[] bytes) {
    writeBlock(bytes, 0, bytes.length);
  }

  public void writeBlock(byte[] bytes, int offset, int length) {
    writeVarInt(length);
    writeBytes(bytes, offset, length);
  }

  /** Writes what another one has, as a block. */
  public void writeBlock(ByteWriter other) {
    writeBlock(other.buffer, 0, other.size);
  }

  /** Writes the text as a block of UTF-8. */
  public void writeText(String text) {
    writeBlock(text.getBytes(StandardCharsets.UTF_8));
  }

  /** How many bytes were written since the last reset. */
  public int size() {
    return size;
  }

  /** Forgets what was written and keeps the buffer. */
  public void reset() {
    size = 0;
  }

  /** A copy of what was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(buffer, size);
  }

  private void writeBytes(byte[] bytes, int offset, int length) {
    reserve(length);
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
  }

  private void writeLeb128(long unsigned) {
    reserve(10);
    long rest = unsigned;
    while ((rest & ~0x7FL) != 0) {
      buffer[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    buffer[size++] = (byte) rest;
  }

  private void reserve(int more) {
    int needed = Math.addExact(size, more);
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(Integer.MAX_VALUE - 8, Math.max(needed, 2L * buffer.length)));
    }
  }
}
