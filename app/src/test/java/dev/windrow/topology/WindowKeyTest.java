package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowKeyTest {

  private static final Group LOGIN = Group.of(List.of("login"));

  @Test
  void decodesWhatItEncoded() {
    WindowKey key = new WindowKey("by-type-01234567", 1_795_170_930_000L, Group.of(Arrays.asList("é", null, true, new BigDecimal("1.5"))));

    assertThat(WindowKey.decode(key.encode())).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "61", "6100", "610000000000000001", "ff000000000000000001", "61ffffffffffffffffff", "6100ffffffffffffffff"})
  void damagedKeyIsMalformedAndNoOtherException(String hex) {
    assertThatThrownBy(() -> WindowKey.decode(HexFormat.of().parseHex(hex))).isInstanceOf(MalformedBytesException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "63", "73", "7301", "730161", "7301610000", "730161ffffffff", "73016100000003ff", "6301", "630161ff", "7801ff"})
  void damagedKeyOfASourceIsMalformedAndNoOtherException(String hex) {
    byte[] key = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> SourceKey.source(key)).isInstanceOf(MalformedBytesException.class);
    assertThatThrownBy(() -> SourceKey.aggregation(key)).isInstanceOf(MalformedBytesException.class);
    assertThat(SourceKey.isSource(key)).isEqualTo(hex.startsWith("73"));
  }

  @Test
  void keysAreOrderedByAggregationThenStartThenGroup() {
    List<WindowKey> inOrder = List.of(
        new WindowKey("a", 0, LOGIN),
        new WindowKey("a", 255, LOGIN),
        new WindowKey("a", 256, Group.of(List.of("a"))),
        new WindowKey("a", 256, LOGIN),
        new WindowKey("a", 1L << 31, LOGIN),
        new WindowKey("a", 253_402_300_799_999L, LOGIN),
        new WindowKey("a-0", 0, LOGIN),
        new WindowKey("aa", 0, LOGIN),
        new WindowKey("b", 0, LOGIN));

    List<WindowKey> sorted = new ArrayList<>(inOrder);
    sorted.sort((x, y) -> Arrays.compareUnsigned(y.encode(), x.encode()));
    sorted.sort((x, y) -> Arrays.compareUnsigned(x.encode(), y.encode()));

    assertThat(sorted).isEqualTo(inOrder);
  }

  @Test
  void boundsOfARangeHoldTheWindowsThatStartInIt() {
    MemoryStore store = new MemoryStore();
    for (String aggregation : List.of("a", "a-0", "b")) {
      for (long start = 0; start <= 20; start += 5) {
        store.put(new WindowKey(aggregation, start, LOGIN).encode(), new byte[0]);
      }
    }

    assertThat(starts(store, WindowKey.from("a", 5), WindowKey.from("a", 15))).containsExactly("a 5", "a 10");
    assertThat(starts(store, WindowKey.from("a", 6), WindowKey.from("a", 11))).containsExactly("a 10");
    assertThat(starts(store, WindowKey.from("a", -99), WindowKey.from("a", 5))).containsExactly("a 0");
    assertThat(starts(store, WindowKey.from("a-0", 20), WindowKey.from("a-0", Long.MAX_VALUE))).containsExactly("a-0 20");
    assertThat(starts(store, new byte[0], WindowKey.AFTER_ALL)).hasSize(15);
  }

  private static List<String> starts(MemoryStore store, byte[] from, byte[] to) {
    List<String> starts = new ArrayList<>();
    try (MergeStore.Entries entries = store.range(from, to)) {
      entries.forEachRemaining(entry -> {
        WindowKey key = WindowKey.decode(entry.getKey());
        starts.add(key.aggregation() + " " + key.start());
      });
    }
    return starts;
  }
}
