package dev.windrow.topology;

import java.util.Iterator;
import java.util.Map;

/** An ordered key-value store of bytes, as stage 2 needs it; keys are ordered as unsigned bytes. */
interface MergeStore {

  /** The value, or null when there is none: this is the hot path of stage 2. */
  byte[] get(byte[] key);

  void put(byte[] key, byte[] value);

  void delete(byte[] key);

  /** The entries with from <= key < to, in order. The store may be changed while they are walked. */
  Entries range(byte[] from, byte[] to);

  /** A walk over entries that must be closed. */
  interface Entries extends Iterator<Map.Entry<byte[], byte[]>>, AutoCloseable {
    @Override
    void close();
  }
}
