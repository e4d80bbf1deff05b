package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.window.SourceId;

/** Keys of the {@code sources} store: the configuration, source partitions, and how far each aggregation's windows are closed. */
final class SourceKey {

  /** The one key of the configurations that there were. */
  static final byte[] CONFIGURATION = {'a'};

  private static final byte SOURCE = 's';
  private static final byte CLOSED = 'c';

  /** Bounds of all source keys. */
  static final byte[] FIRST_SOURCE = {SOURCE};

  static final byte[] AFTER_SOURCES = {SOURCE + 1};

  /** Bounds of all keys that say how far an aggregation is closed. */
  static final byte[] FIRST_CLOSED = {CLOSED};

  static final byte[] AFTER_CLOSED = {CLOSED + 1};

  private SourceKey() {}

  static byte[] of(SourceId source) {
    ByteWriter out = new ByteWriter();
    out.writeByte(SOURCE);
    out.writeText(source.topic());
    out.writeInt(source.partition());
    return out.toBytes();
  }

  static boolean isSource(byte[] key) {
    return key.length > 0 && key[0] == SOURCE;
  }

  /** The source that {@code key} stands for; MalformedBytesException for another key. */
  static SourceId source(byte[] key) {
    ByteReader in = reader(key, SOURCE);
    String topic = in.readText();
    int start = in.position();
    int partition = in.readInt();
    if (partition < 0 || in.remaining() > 0) {
      throw new MalformedBytesException(start, "a partition of at least 0 and the end", partition + " and " + in.remaining() + " more bytes");
    }
    return new SourceId(topic, partition);
  }

  /** Its value is a {@link Closed}. */
  static byte[] closedUpTo(String aggregation) {
    ByteWriter out = new ByteWriter();
    out.writeByte(CLOSED);
    out.writeText(aggregation);
    return out.toBytes();
  }

  static boolean isClosedUpTo(byte[] key) {
    return key.length > 0 && key[0] == CLOSED;
  }

  /** The aggregation that {@code key} stands for; MalformedBytesException for another key. */
  static String aggregation(byte[] key) {
    ByteReader in = reader(key, CLOSED);
    String aggregation = in.readText();
    if (in.remaining() > 0) {
      throw new MalformedBytesException(in.position(), "the end of the key", in.remaining() + " more bytes");
    }
    return aggregation;
  }

  private static ByteReader reader(byte[] key, byte kind) {
    ByteReader in = new ByteReader(key);
    int found = in.readByte();
    if (found != kind) {
      throw new MalformedBytesException(0, "a key that begins with '" + (char) kind + "'", Integer.toString(found));
    }
    return in;
  }
}
