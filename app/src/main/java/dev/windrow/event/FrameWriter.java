package dev.windrow.event;

import dev.windrow.value.ByteWriter;
import java.nio.ByteBuffer;

/**
 * Packs the records that one poll brought for one partition into a frame, so that they travel as one record. The frame:
 *
 * <pre>
 * byte     version, 1
 * byte     flags; bit 0: idle, the partition is read to its end and has been quiet
 * int      number of partitions of the topic
 * long     wall clock when the frame was made, epoch ms
 * long     how long the partition has been quiet, ms
 * int      number of records, then for each:
 *   varint   offset, counted from the first record's
 *   long     timestamp
 *   varint   length of the key + 1 and the key, or 0 for none
 *   varint   length of the value + 1 and the value, or 0 for none
 *   varint   number of headers, then for each:
 *     varint   length of the name, and the name in UTF-8
 *     varint   length of the value + 1 and the value, or 0 for none
 * </pre>
 *
 * <p>Usage: {@link #begin}, then for each record {@link #record} followed by as many {@link #header} as announced, then
 * {@link #finish}; then again. Confined to one thread; the buffer is kept.
 */
public final class FrameWriter {

  static final int VERSION = 1;
  static final int IDLE = 1;
  static final int COUNT_POSITION = 2 + Integer.BYTES + 2 * Long.BYTES;

  private final ByteWriter out = new ByteWriter(1 << 16);
  private long baseOffset;
  private int count;

  /** A frame that says only that a partition has been quiet for {@code quietMs}. */
  public static byte[] idle(int partitions, long wallMs, long quietMs) {
    ByteWriter out = new ByteWriter(COUNT_POSITION + Integer.BYTES);
    writeHeader(out, IDLE, partitions, wallMs, quietMs);
    return out.toBytes();
  }

  /** Starts a frame whose first record has the offset {@code baseOffset}. */
  public void begin(int partitions, long wallMs, long baseOffset) {
    this.baseOffset = baseOffset;
    count = 0;
    out.reset();
    writeHeader(out, 0, partitions, wallMs, 0);
  }

  /**
   * Adds a record, of which {@code headers} headers will follow; offsets ascend. Key and value may be null.
   * IllegalArgumentException for an offset before the first.
   */
  public void record(long offset, long timestamp, byte[] key, byte[] value, int headers) {
    fetchedRecord(offset, timestamp, key == null ? null : ByteBuffer.wrap(key), value == null ? null : ByteBuffer.wrap(value), headers);
  }

  /** The same with what remains in the buffers, which are left as they are. */
  public void fetchedRecord(long offset, long timestamp, ByteBuffer key, ByteBuffer value, int headers) {
    out.writeVarLong(offset - baseOffset);
    out.writeLong(timestamp);
    writeNullable(key);
    writeNullable(value);
    out.writeVarInt(headers);
    count++;
  }

  /** Adds a header to the last record; the value may be null. */
  public void header(String key, byte[] value) {
    out.writeText(key);
    writeNullable(value == null ? null : ByteBuffer.wrap(value));
  }

  /** How many records the frame has so far. */
  public int count() {
    return count;
  }

  /** How long the frame is so far. */
  public int bytes() {
    return out.size();
  }

  /** The frame. */
  public byte[] finish() {
    out.replaceInt(COUNT_POSITION, count);
    return out.toBytes();
  }

  private static void writeHeader(ByteWriter out, int flags, int partitions, long wallMs, long quietMs) {
    out.writeByte(VERSION);
    out.writeByte(flags);
    out.writeInt(partitions);
    out.writeLong(wallMs);
    out.writeLong(quietMs);
    out.writeInt(0);
  }

  private void writeNullable(ByteBuffer bytes) {
    if (bytes == null) {
      out.writeVarInt(0);
    } else {
      out.writeVarInt(bytes.remaining() + 1);
      out.writeBytes(bytes);
    }
  }
}
