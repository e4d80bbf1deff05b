package dev.windrow.topology;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * An ordered store in memory that is read while it is written: one stream thread writes, and any thread may read without making
 * it wait. A walk sees every entry that is there from its beginning to its end, and may or may not see what changes meanwhile; it copies
 * nothing. (The in-memory store of Kafka Streams copies the keys of a range while the stream thread waits, and then looks their values up in a
 * map that may be changing.)
 */
final class SortedMemoryStore implements KeyValueStore<Bytes, byte[]> {

  private final NavigableMap<Bytes, byte[]> entries = new ConcurrentSkipListMap<>();
  private final AtomicLong size = new AtomicLong();
  private final Position position = Position.emptyPosition();
  private final String name;
  private volatile boolean open;

  SortedMemoryStore(String name) {
    this.name = name;
  }

  static KeyValueBytesStoreSupplier supplier(String name) {
    return new KeyValueBytesStoreSupplier() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public KeyValueStore<Bytes, byte[]> get() {
        return new SortedMemoryStore(name);
      }

      @Override
      public String metricsScope() {
        return "in-memory";
      }
    };
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    context.register(root, (key, value) -> put(Bytes.wrap(key), value));
    open = true;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public Position getPosition() {
    return position;
  }

  @Override
  public byte[] get(Bytes key) {
    return entries.get(key);
  }

  /** A null value deletes, as in a changelog. */
  @Override
  public void put(Bytes key, byte[] value) {
    if (value == null) {
      delete(key);
    } else if (entries.put(key, value) == null) {
      size.incrementAndGet();
    }
  }

  @Override
  public byte[] putIfAbsent(Bytes key, byte[] value) {
    byte[] present = value == null ? entries.get(key) : entries.putIfAbsent(key, value);
    if (present == null && value != null) {
      size.incrementAndGet();
    }
    return present;
  }

  @Override
  public void putAll(List<KeyValue<Bytes, byte[]>> all) {
    all.forEach(entry -> put(entry.key, entry.value));
  }

  @Override
  public byte[] delete(Bytes key) {
    byte[] removed = entries.remove(key);
    if (removed != null) {
      size.decrementAndGet();
    }
    return removed;
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return new Walk(between(from, to));
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    return new Walk(between(from, to).descendingMap());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return new Walk(entries);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseAll() {
    return new Walk(entries.descendingMap());
  }

  @Override
  public long approximateNumEntries() {
    return size.get();
  }

  @Override
  public void close() {
    open = false;
    entries.clear();
    size.set(0);
  }

  /** Both bounds included, null for none; nothing when they are the wrong way round. */
  private NavigableMap<Bytes, byte[]> between(Bytes from, Bytes to) {
    if (from != null && to != null && from.compareTo(to) > 0) {
      return new ConcurrentSkipListMap<>();
    }
    NavigableMap<Bytes, byte[]> fromOn = from == null ? entries : entries.tailMap(from, true);
    return to == null ? fromOn : fromOn.headMap(to, true);
  }

  /** Confined to the thread that walks. */
  private static final class Walk implements KeyValueIterator<Bytes, byte[]> {

    private final Iterator<Map.Entry<Bytes, byte[]>> rest;
    private Map.Entry<Bytes, byte[]> ahead;

    Walk(NavigableMap<Bytes, byte[]> range) {
      rest = range.entrySet().iterator();
    }

    @Override
    public boolean hasNext() {
      return ahead != null || rest.hasNext();
    }

    @Override
    public KeyValue<Bytes, byte[]> next() {
      Map.Entry<Bytes, byte[]> entry = peek();
      ahead = null;
      return KeyValue.pair(entry.getKey(), entry.getValue());
    }

    @Override
    public Bytes peekNextKey() {
      return peek().getKey();
    }

    @Override
    public void close() {}

    private Map.Entry<Bytes, byte[]> peek() {
      if (!hasNext()) {
        throw new NoSuchElementException("expected another entry, found the end of the range");
      }
      if (ahead == null) {
        ahead = rest.next();
      }
      return ahead;
    }
  }
}
