package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.junit.jupiter.api.Test;

class SortedMemoryStoreTest {

  private static final int STEADY = 2_000;

  private final SortedMemoryStore store = new SortedMemoryStore("s");

  @Test
  void anySequenceOfChangesLeavesWhatASortedMapWouldHave() {
    long seed = 20261124;
    Random random = new Random(seed);
    NavigableMap<Bytes, String> expected = new TreeMap<>();
    for (int i = 0; i < 5_000; i++) {
      Bytes key = key(random.nextInt(300));
      String value = Integer.toString(i);
      switch (random.nextInt(4)) {
        case 0 -> {
          store.put(key, value.getBytes());
          expected.put(key, value);
        }
        case 1 -> assertThat(text(store.delete(key))).as("seed %d, step %d", seed, i).isEqualTo(expected.remove(key));
        case 2 -> assertThat(text(store.putIfAbsent(key, value.getBytes()))).as("seed %d, step %d", seed, i).isEqualTo(expected.putIfAbsent(key, value));
        default -> {
          store.putAll(List.of(KeyValue.pair(key, null)));
          expected.remove(key);
        }
      }
      assertThat(store.approximateNumEntries()).as("seed %d, step %d", seed, i).isEqualTo(expected.size());
    }
    Bytes from = key(50);
    Bytes to = key(200);
    assertThat(entries(store.range(from, to))).isEqualTo(entries(expected.subMap(from, true, to, true)));
    assertThat(entries(store.reverseRange(from, to))).isEqualTo(entries(expected.subMap(from, true, to, true).descendingMap()));
    assertThat(entries(store.range(null, to))).isEqualTo(entries(expected.headMap(to, true)));
    assertThat(entries(store.range(from, null))).isEqualTo(entries(expected.tailMap(from, true)));
    assertThat(entries(store.all())).isEqualTo(entries(expected));
    assertThat(entries(store.reverseAll())).isEqualTo(entries(expected.descendingMap()));
    assertThat(entries(store.range(to, from))).isEmpty();
  }

  @Test
  void walkMayBeLookedAtAheadAndEndsWithAClearWord() {
    store.put(key(1), new byte[] {7});

    try (KeyValueIterator<Bytes, byte[]> walk = store.all()) {
      assertThat(walk.peekNextKey()).isEqualTo(key(1));
      assertThat(walk.next().value).containsExactly(7);
      assertThat(walk.hasNext()).isFalse();
      assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @Test
  void walkBesideAWriterSeesEverythingThatStays() {
    for (int i = 0; i < STEADY; i++) {
      store.put(key(2 * i), new byte[] {1});
    }
    AtomicBoolean done = new AtomicBoolean();
    CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> comeAndGo(done));
    try {
      for (int walk = 0; walk < 100; walk++) {
        assertThat(steadyIn(walk % 2 == 0 ? store.all() : store.reverseAll())).isEqualTo(STEADY);
      }
    } finally {
      done.set(true);
    }
    writer.join();
  }

  @Test
  void closedStoreIsEmpty() {
    store.put(key(1), new byte[] {7});

    store.close();

    assertThat(store.isOpen()).isFalse();
    assertThat(store.approximateNumEntries()).isZero();
    assertThat(store.get(key(1))).isNull();
  }

  private void comeAndGo(AtomicBoolean done) {
    Random random = new Random(1);
    while (!done.get()) {
      Bytes key = key(2 * random.nextInt(STEADY) + 1);
      store.put(key, new byte[] {2});
      store.delete(key);
    }
  }

  private static int steadyIn(KeyValueIterator<Bytes, byte[]> walk) {
    int steady = 0;
    try (walk) {
      while (walk.hasNext()) {
        steady += walk.next().value[0] == 1 ? 1 : 0;
      }
    }
    return steady;
  }

  private static List<String> entries(KeyValueIterator<Bytes, byte[]> walk) {
    List<String> entries = new ArrayList<>();
    try (walk) {
      walk.forEachRemaining(entry -> entries.add(Arrays.toString(entry.key.get()) + text(entry.value)));
    }
    return entries;
  }

  private static List<String> entries(Map<Bytes, String> expected) {
    List<String> entries = new ArrayList<>();
    for (Iterator<Map.Entry<Bytes, String>> rest = expected.entrySet().iterator(); rest.hasNext();) {
      Map.Entry<Bytes, String> entry = rest.next();
      entries.add(Arrays.toString(entry.getKey().get()) + entry.getValue());
    }
    return entries;
  }

  private static String text(byte[] value) {
    return value == null ? null : new String(value);
  }

  private static Bytes key(int number) {
    return Bytes.wrap(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
  }
}
