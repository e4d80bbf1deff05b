package dev.windrow.kafka.slice;

import dev.windrow.value.ByteReader;
import dev.windrow.value.MalformedBytesException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.Record;

/**
 * Records of one batch that follow each other, as they lie in what was fetched or decompressed, in
 * <a href="https://kafka.apache.org/43/implementation/message-format/">Kafka's message format 2</a>.
 *
 * <p>It travels through the client as the only header of a record that stands for all of them. No producer can forge it: what comes from a broker is no object of
 * this class.
 */
public final class BatchSlice implements Header {

  private static final String KEY = "windrow-batch-slice";
  private static final byte[] NOTHING = {};

  private final byte[] array;
  private final int from;
  private final int to;
  private final int count;
  private final Base base;

  /**
   * What a batch says of all of its records.
   *
   * @param appendTime when a broker has appended the batch, epoch ms; empty where records have the timestamps of their producers
   */
  record Base(long offset, long timestamp, OptionalLong appendTime) {

    InvalidRecordException invalid(MalformedBytesException found) {
      return new InvalidRecordException("the batch that begins at offset " + offset + " cannot be read " + found.getMessage(), found);
    }
  }

  /**
   * Bytes are not copied.
   *
   * @param from where in the array the first record begins
   * @param to where the last one ends
   * @param count how many they are
   */
  BatchSlice(byte[] array, int from, int to, int count, Base base) {
    this.array = array;
    this.from = from;
    this.to = to;
    this.count = count;
    this.base = base;
  }

  /** What the records lie in; not copied. */
  public byte[] array() {
    return array;
  }

  /** How many records there are. */
  public int count() {
    return count;
  }

  int sizeInBytes() {
    return to - from;
  }

  /** The records as bytes, without what precedes them in a batch. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(array, from, to - from);
  }

  /** Before the first record. */
  public Cursor cursor() {
    return new Cursor();
  }

  @Override
  public String key() {
    return KEY;
  }

  @Override
  public byte[] value() {
    return NOTHING;
  }

  /** Stands on one record after the other. Confined to one thread. */
  public final class Cursor {

    private final ByteReader bytes = new ByteReader(array, from, to);
    private int left = count;
    private long offset;
    private long timestamp;
    private int keyFrom;
    private int keyLength;
    private int valueFrom;
    private int valueLength;
    private Header[] headers;

    private Cursor() {}

    /**
     * Goes on to the next record, and returns whether there is one.
     *
     * @throws InvalidRecordException if what is there is none: the batch's checksum is right all the same, so it was written like that
     */
    public boolean next() {
      if (left == 0) {
        return false;
      }
      left--;
      try {
        read();
        return true;
      } catch (MalformedBytesException e) {
        throw base.invalid(e);
      }
    }

    private void read() {
      int length = length();
      int end = bytes.position() + length;
      bytes.skip(1);
      timestamp = base.timestamp() + bytes.readZigZag();
      offset = base.offset() + bytes.readZigZag();
      keyLength = length();
      keyFrom = skipped(keyLength);
      valueLength = length();
      valueFrom = skipped(valueLength);
      headers = headers(bytes.readZigZag());
      if (bytes.position() != end) {
        throw new MalformedBytesException(end, "the end of a record of " + length + " bytes", "it at byte " + bytes.position());
      }
    }

    public long offset() {
      return offset;
    }

    /** Epoch ms; negative when there is none. */
    public long timestamp() {
      return base.appendTime().orElse(timestamp);
    }

    /** Where in the array the key begins. */
    public int keyFrom() {
      return keyFrom;
    }

    /** Negative when there is no key. */
    public int keyLength() {
      return keyLength;
    }

    /** Where in the array the value begins. */
    public int valueFrom() {
      return valueFrom;
    }

    /** Negative when there is no value. */
    public int valueLength() {
      return valueLength;
    }

    /** A copy; null when there is none. */
    public byte[] key() {
      return keyLength < 0 ? null : Arrays.copyOfRange(array, keyFrom, keyFrom + keyLength);
    }

    /** A copy; null when there is none. */
    public byte[] value() {
      return valueLength < 0 ? null : Arrays.copyOfRange(array, valueFrom, valueFrom + valueLength);
    }

    /** They refer to the array. */
    public Header[] headers() {
      return headers;
    }

    private Header[] headers(long headerCount) {
      if (headerCount == 0) {
        return Record.EMPTY_HEADERS;
      }
      List<Header> read = new ArrayList<>();
      for (long header = 0; header < headerCount; header++) {
        read.add(header());
      }
      return read.toArray(Header[]::new);
    }

    private Header header() {
      int start = bytes.position();
      ByteBuffer name = buffer(length());
      if (name == null) {
        throw new MalformedBytesException(start, "a header's name", "none");
      }
      return new RecordHeader(name, buffer(length()));
    }

    private ByteBuffer buffer(int length) {
      int start = skipped(length);
      return length < 0 ? null : ByteBuffer.wrap(array, start, length);
    }

    /** How long what follows is; negative when there is nothing. */
    private int length() {
      int start = bytes.position();
      long length = bytes.readZigZag();
      if (length > bytes.remaining()) {
        throw new MalformedBytesException(start, "a length of at most " + bytes.remaining(), Long.toString(length));
      }
      return (int) Math.max(-1, length);
    }

    /** Where that began which was passed over. */
    private int skipped(int length) {
      int start = bytes.position();
      bytes.skip(Math.max(0, length));
      return start;
    }
  }
}
