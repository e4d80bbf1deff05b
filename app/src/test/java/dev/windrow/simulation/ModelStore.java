package dev.windrow.simulation;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** A store in memory. */
final class ModelStore implements KeyValueStore<Bytes, byte[]> {

  private final String name;
  private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();

  ModelStore(String name) {
    this.name = name;
  }

  /** Takes what a changelog has below an offset. */
  void restore(Log<Change> log, long end) {
    for (long offset = 0; offset < end; offset++) {
      if (log.isVisible(offset)) {
        apply(log.at(offset));
      }
    }
  }

  /** Changes all values without anybody knowing. */
  void corrupt(BiFunction<Bytes, byte[], byte[]> change) {
    entries.replaceAll(change);
  }

  void takeOver(ModelStore other) {
    entries.putAll(other.entries);
  }

  private void apply(Change change) {
    if (change.value() == null) {
      entries.remove(Bytes.wrap(change.key()));
    } else {
      entries.put(Bytes.wrap(change.key()), change.value());
    }
  }

  @Override
  public byte[] get(Bytes key) {
    return entries.get(key);
  }

  @Override
  public void put(Bytes key, byte[] value) {
    apply(new Change(key.get(), value));
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] before = entries.get(key);
    if (before == null) {
      put(key, value);
    }
    return before;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> added) {
    throw new UnsupportedOperationException("putAll");
  }

  @Override
  public byte[] delete(Bytes key) {
    byte[] before = entries.get(key);
    put(key, null);
    return before;
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return walk(entries.subMap(from, true, to, true));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return walk(entries);
  }

  /** Over a copy: the store may be changed meanwhile. */
  private static KeyValueIterator<Bytes, byte[]> walk(Map<Bytes, byte[]> part) {
    List<KeyValue<Bytes, byte[]>> copy = new ArrayList<>(part.size());
    part.forEach((key, value) -> copy.add(KeyValue.pair(key, value)));
    return new Walk(copy.iterator());
  }

  @Override
  public long approximateNumEntries() {
    return entries.size();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {}

  @Override
  public void close() {}

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  private record Walk(Iterator<KeyValue<Bytes, byte[]>> entries) implements KeyValueIterator<Bytes, byte[]> {

    @Override
    public boolean hasNext() {
      return entries.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      return entries.next();
    }

    @Override
    public Bytes peekNextKey() {
      throw new UnsupportedOperationException("peekNextKey");
    }

    @Override
    public void close() {}
  }
}
