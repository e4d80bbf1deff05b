package dev.windrow.topology;

/** An ordered key-value store of bytes, as stage 2 needs it. */
interface MergeStore extends ReadOnlyMergeStore {

  /** Puts the value unless there is one, which is then returned; else null. With very many groups most are new: this is the hot path of stage 2. */
  byte[] putIfAbsent(byte[] key, byte[] value);

  void put(byte[] key, byte[] value);

  void delete(byte[] key);
}
