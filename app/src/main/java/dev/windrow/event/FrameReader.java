package dev.windrow.event;

import dev.windrow.value.ByteReader;
import dev.windrow.value.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks the records of a frame that {@link FrameWriter} wrote, without copying them. A damaged frame throws
 * {@link MalformedBytesException}.
 */
final class FrameReader {

  private static final int SHORTEST_RECORD = 12;

  /** Added to any offset that Kafka gives, it still fits into a long. */
  private static final long MAX_OFFSET_DELTA = 1L << 61;

  private final byte[] frame;
  private final ByteReader in;
  private final boolean idle;
  private final int partitions;
  private final long wallMs;
  private final long quietMs;
  private final int count;

  private int position;
  private long offsetDelta = -1;
  private long timestamp;
  private int valueFrom;
  private int valueLength;

  FrameReader(byte[] frame) {
    this.frame = frame;
    in = new ByteReader(frame);
    in.requireVersion(FrameWriter.VERSION, "a frame of version");
    int flags = in.readByte();
    idle = flags == FrameWriter.IDLE;
    partitions = in.readInt();
    wallMs = in.readLong();
    quietMs = in.readLong();
    count = in.readInt();
    if (flags > FrameWriter.IDLE) {
      throw new MalformedBytesException(1, "flags 0 or 1", Integer.toString(flags));
    }
    requireSense();
    if (count < 0 || count > in.remaining() / SHORTEST_RECORD) {
      String expected = "a number of records that fits into " + in.remaining() + " bytes";
      throw new MalformedBytesException(FrameWriter.COUNT_POSITION, expected, Integer.toString(count));
    }
  }

  /** What the writer never says would be taken for a fact by both stages. */
  private void requireSense() {
    boolean quietWhileBusy = !idle && quietMs != 0;
    if (partitions < 1 || wallMs < 0 || quietMs < 0 || quietWhileBusy || idle && count > 0) {
      String expected = "at least one partition, times of at least 0, and either records or a quiet time";
      String found = partitions + " partitions, wall time " + wallMs + ", quiet for " + quietMs + " and " + count + " records";
      throw new MalformedBytesException(2, expected, found);
    }
  }

  boolean idle() {
    return idle;
  }

  int partitions() {
    return partitions;
  }

  long wallMs() {
    return wallMs;
  }

  long quietMs() {
    return quietMs;
  }

  int count() {
    return count;
  }

  /** Goes to the next record. */
  void next() {
    position = in.position();
    nextOffset();
    timestamp = in.readLong();
    skipNullable(in);
    int lengthAndOne = in.readVarInt();
    valueFrom = in.position();
    valueLength = lengthAndOne - 1;
    in.skip(Math.max(0, valueLength));
    for (int headers = in.readVarInt(); headers > 0; headers--) {
      skipName();
      skipNullable(in);
    }
  }

  /** Whoever asks for the record later must be able to read its name. */
  private void skipName() {
    int length = in.readVarInt();
    int from = in.position();
    in.skip(length);
    if (Utf8.firstInvalid(frame, from, from + length) != Utf8.VALID) {
      throw new MalformedBytesException(from, "a header's name in UTF-8", "other bytes");
    }
  }

  private void nextOffset() {
    long before = offsetDelta;
    offsetDelta = in.readVarLong();
    if (offsetDelta <= before || offsetDelta > MAX_OFFSET_DELTA) {
      throw new MalformedBytesException(position, "an offset after " + before, Long.toString(offsetDelta));
    }
  }

  /** Where the record begins in the frame. */
  int position() {
    return position;
  }

  long timestamp() {
    return timestamp;
  }

  int valueFrom() {
    return valueFrom;
  }

  /** Length of the value; -1 for none. */
  int valueLength() {
    return valueLength;
  }

  /** To be called after the last record: nothing may follow it. */
  void end() {
    if (in.remaining() > 0) {
      throw new MalformedBytesException(in.position(), "the end of the frame", in.remaining() + " more bytes");
    }
  }

  /** The offset, counted from the first record's, of the record that begins at {@code position}. */
  static long offsetDelta(byte[] frame, int position) {
    return new ByteReader(frame, position, frame.length).readVarLong();
  }

  /** The record that begins at {@code position}; its timestamp is given, because an event on its own has none in the frame. */
  static RawRecord raw(byte[] frame, int position, long firstOffset, long timestamp) {
    ByteReader in = new ByteReader(frame, position, frame.length);
    long offset = firstOffset + in.readVarLong();
    in.readLong();
    byte[] key = readNullable(in);
    byte[] value = readNullable(in);
    int count = in.readVarInt();
    List<RawHeader> headers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      headers.add(new RawHeader(in.readText(), readNullable(in)));
    }
    return new RawRecord(key, value, headers, offset, timestamp);
  }

  private static void skipNullable(ByteReader in) {
    in.skip(Math.max(0, in.readVarInt() - 1));
  }

  private static byte[] readNullable(ByteReader in) {
    int lengthAndOne = in.readVarInt();
    return lengthAndOne == 0 ? null : in.readBytes(lengthAndOne - 1);
  }
}
