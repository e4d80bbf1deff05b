package dev.windrow.topology;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A {@link MergeStore} in memory, like that of Kafka Streams: a sorted map of bytes. Without its changelog, which is Kafka's cost. */
final class TreeStore implements MergeStore {

  private final TreeMap<byte[], byte[]> entries = new TreeMap<>(Arrays::compareUnsigned);

  @Override
  public byte[] get(byte[] key) {
    return entries.get(key);
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
    boolean empty = Arrays.compareUnsigned(from, to) >= 0;
    Iterator<Map.Entry<byte[], byte[]>> found =
        (empty ? List.<Map.Entry<byte[], byte[]>>of() : List.copyOf(entries.subMap(from, to).entrySet())).iterator();
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
