package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
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

  static SourceId source(byte[] key) {
    ByteReader in = new ByteReader(key, 1, key.length);
    return new SourceId(in.readText(), in.readInt());
  }

  static byte[] closedUpTo(String aggregation) {
    ByteWriter out = new ByteWriter();
    out.writeByte(CLOSED);
    out.writeText(aggregation);
    return out.toBytes();
  }

  static boolean isClosedUpTo(byte[] key) {
    return key.length > 0 && key[0] == CLOSED;
  }

  /** The value of such a key: event time in epoch ms. */
  static long closedUpToValue(byte[] value) {
    return new ByteReader(value).readLong();
  }

  static String aggregation(byte[] key) {
    return new ByteReader(key, 1, key.length).readText();
  }
}
