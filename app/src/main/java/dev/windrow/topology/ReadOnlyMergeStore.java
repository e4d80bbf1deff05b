package dev.windrow.topology;

import java.util.Iterator;
import java.util.Map;

/** An ordered key-value store of bytes, as it is read; keys are ordered as unsigned bytes. */
interface ReadOnlyMergeStore {

  /** The value, or null when there is none. */
  byte[] get(byte[] key);

  /** The entries with from <= key < to, in order. The store may be changed while they are walked. */
  Entries range(byte[] from, byte[] to);

  /** A walk over entries that must be closed. */
  interface Entries extends Iterator<Map.Entry<byte[], byte[]>>, AutoCloseable {
    @Override
    void close();
  }
}
