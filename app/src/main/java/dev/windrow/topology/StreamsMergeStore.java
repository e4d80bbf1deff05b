package dev.windrow.topology;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** A key-value store of Kafka Streams as a {@link MergeStore}. */
record StreamsMergeStore(KeyValueStore<Bytes, byte[]> store) implements MergeStore {

  @Override
  public byte[] get(byte[] key) {
    return store.get(Bytes.wrap(key));
  }

  @Override
  public byte[] putIfAbsent(byte[] key, byte[] value) {
    return store.putIfAbsent(Bytes.wrap(key), value);
  }

  @Override
  public void put(byte[] key, byte[] value) {
    store.put(Bytes.wrap(key), value);
  }

  @Override
  public void delete(byte[] key) {
    store.delete(Bytes.wrap(key));
  }

  @Override
  public Entries range(byte[] from, byte[] to) {
    return new StreamsReadOnlyStore(store).range(from, to);
  }
}
