package dev.windrow.topology;

import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** A key-value store of Kafka Streams as a {@link ReadOnlyMergeStore}. */
record StreamsReadOnlyStore(ReadOnlyKeyValueStore<Bytes, byte[]> store) implements ReadOnlyMergeStore {

  @Override
  public byte[] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  /** No key equals a bound of a range, so it does not matter that Kafka Streams includes the upper one. */
  @Override
  public Entries range(byte[] from, byte[] to) {
    KeyValueIterator<Bytes, byte[]> entries = store.range(Bytes.wrap(from), Bytes.wrap(to));
    return new Entries() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Map.Entry<byte[], byte[]> next() {
        KeyValue<Bytes, byte[]> next = entries.next();
        return new SimpleImmutableEntry<>(next.key.get(), next.value);
      }

      @Override
      public void close() {
        entries.close();
      }
    };
  }
}
