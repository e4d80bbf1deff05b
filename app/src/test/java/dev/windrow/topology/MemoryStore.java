package dev.windrow.topology;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@link MergeStore} in memory. */
final class MemoryStore implements MergeStore {

  private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  /** Another store with the same entries. */
  MemoryStore copy() {
    MemoryStore copy = new MemoryStore();
    copy.entries.putAll(entries);
    return copy;
  }

  int size() {
    return entries.size();
  }

  @Override
  public byte[] get(byte[] key) {
    return entries.get(key);
  }

  @Override
  public byte[] putIfAbsent(byte[] key, byte[] value) {
    return entries.putIfAbsent(key, value);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    entries.put(key, value);
  }

  @Override
  public void delete(byte[] key) {
    entries.remove(key);
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    Iterator<Map.Entry<byte[], byte[]>> found =
        Arrays.compareUnsigned(from, to) >= 0 ? List.<Map.Entry<byte[], byte[]>>of().iterator() : List.copyOf(entries.subMap(from, to).entrySet()).iterator();
    return new Entries() {
      @Override
      public boolean hasNext() {
        return found.hasNext();
      }

      @Override
      public Map.Entry<byte[], byte[]> next() {
        return found.next();
      }

      @Override
      public void close() {}
    };
  }
}
