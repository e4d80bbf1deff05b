package dev.windrow.topology;

import java.util.Iterator;
import java.util.Map;

/** An ordered key-value store of bytes, as stage 2 needs it; keys are ordered as unsigned bytes. */
interface MergeStore {

  /** The value, or null when there is none. */
  byte[] get(byte[] key);

  /** Puts the value unless there is one, which is then returned; else null. With very many groups most are new: this is the hot path of stage 2. */
  byte[] putIfAbsent(byte[] key, byte[] value);

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
