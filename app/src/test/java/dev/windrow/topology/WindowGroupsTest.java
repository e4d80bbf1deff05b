package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Groups of a letter each, which stand for themselves with their counts: "a1" is group a with one event. */
class WindowGroupsTest {

  private static final String ID = "by-type-01234567";

  /** For two groups. */
  private static final int BLOCK_BYTES = 20;

  private final MemoryStore store = new MemoryStore();
  private final WindowGroups groups = new WindowGroups(ID, store);

  @Test
  void groupsComeInOrderHoweverTheyStand() {
    blocks(5_000, "b1", "d1", "e1", "g1", "h1");
    byThemselves(5_000, "a1", "c1", "f1", "i1");

    assertThat(store.size()).as("entries").isEqualTo(3 + 4);
    assertThat(walk(WindowKey.from(ID, 5_000))).containsExactly("a1", "b1", "c1", "d1", "e1", "f1", "g1", "h1", "i1");
  }

  @Test
  void groupByItselfCountsWhereverItStandsInTheBlocks() {
    blocks(5_000, "a1", "b1", "c1", "d1", "e1");
    byThemselves(5_000, "a2", "b2", "e2");

    assertThat(walk(WindowKey.from(ID, 5_000))).containsExactly("a2", "b2", "c1", "d1", "e2");
    assertThat(found(5_000, "a", "c", "e")).containsExactly("a2", "c1", "e2");
  }

  @Test
  void walkBeginsAtAGroup() {
    blocks(5_000, "b1", "d1", "e1", "g1", "h1");
    byThemselves(5_000, "a1", "c1", "d2", "i1");

    assertThat(walk(key(5_000, "d"))).containsExactly("d2", "e1", "g1", "h1", "i1");
    assertThat(walk(key(5_000, "f"))).containsExactly("g1", "h1", "i1");
    assertThat(walk(key(5_000, "i"))).containsExactly("i1");
    assertThat(walk(key(5_000, "j"))).isEmpty();
  }

  @Test
  void walkStaysInItsWindowAndAggregation() {
    blocks(0, "a1", "b1");
    blocks(5_000, "a2", "b2");
    blocks(10_000, "a3", "b3");
    byThemselves(0, "x1");
    byThemselves(5_000, "x2");
    byThemselves(10_000, "x3");
    store.put(new WindowKey("by-type-0", 5_000, group("y")).encode(), state(1));
    store.put(new WindowKey("by-type-012345678", 5_000, group("y")).encode(), state(1));

    assertThat(walk(WindowKey.from(ID, 5_000))).containsExactly("a2", "b2", "x2");
    assertThat(walk(WindowKey.from(ID, 7_000))).isEmpty();
  }

  @Test
  void eachGroupOfEachBlockIsFoundAndNoOther() {
    blocks(5_000, "b1", "d2", "e3", "g4", "h5");
    byThemselves(5_000, "c1");

    assertThat(found(5_000, "b", "c", "d", "e", "g", "h")).containsExactly("b1", "c1", "d2", "e3", "g4", "h5");
    assertThat(found(5_000, "a", "bb", "f", "i")).isEmpty();
    assertThat(found(0, "b", "c")).isEmpty();
    assertThat(found(10_000, "b", "c")).isEmpty();
  }

  @Test
  void windowsAreFoundHoweverTheirGroupsStand() {
    blocks(5_000, "a1");
    byThemselves(15_000, "a1");
    store.put(new WindowKey("by-type-0123456-", 0, group("y")).encode(), state(1));
    store.put(new WindowKey("by-type-01234568", 20_000, group("y")).encode(), state(1));

    assertThat(groups.firstWindow(0)).hasValue(5_000);
    assertThat(groups.firstWindow(5_000)).hasValue(5_000);
    assertThat(groups.firstWindow(5_001)).hasValue(15_000);
    assertThat(groups.firstWindow(15_001)).isEmpty();
  }

  @Test
  void runsAreMergedInOrderAndAGroupByItselfCountsForAllOfThem() {
    blocks(5_000, 0, "b1", "d1", "e1", "g1");
    blocks(5_000, 1, "a1", "c1", "f1", "i1");
    blocks(5_000, 2, "h1");
    byThemselves(5_000, "c2", "j1");

    assertThat(groups.runs(5_000)).isEqualTo(3);
    assertThat(walk(WindowKey.from(ID, 5_000))).containsExactly("a1", "b1", "c2", "d1", "e1", "f1", "g1", "h1", "i1", "j1");
    assertThat(walk(key(5_000, "e"))).containsExactly("e1", "f1", "g1", "h1", "i1", "j1");
    assertThat(found(5_000, "a", "b", "c", "h", "i", "j")).containsExactly("a1", "b1", "c2", "h1", "i1", "j1");
    assertThat(found(5_000, "aa", "k")).isEmpty();
  }

  @Test
  void runsOfOtherWindowsAreNotCounted() {
    byThemselves(0, "a1");
    blocks(5_000, "a1");

    assertThat(groups.runs(0)).isZero();
    assertThat(groups.runs(5_000)).isEqualTo(1);
    assertThat(groups.runs(10_000)).isZero();
  }

  @Test
  void nothingComesBehindTheEnd() {
    try (WindowGroups.Walk walk = groups.from(WindowKey.from(ID, 0), 0)) {
      assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  private void blocks(long start, String... texts) {
    blocks(start, 0, texts);
  }

  private void blocks(long start, int run, String... texts) {
    Map<Group, Accumulator> sums = new TreeMap<>();
    for (String text : texts) {
      sums.put(group(text.substring(0, 1)), GroupBlockTest.sum(text.charAt(1) - '0'));
    }
    GroupBlock.cut(List.copyOf(sums.entrySet()), BLOCK_BYTES, (last, block) -> store.put(WindowKey.block(ID, start, run, last), block));
  }

  private void byThemselves(long start, String... texts) {
    for (String text : texts) {
      store.put(key(start, text.substring(0, 1)), state(text.charAt(1) - '0'));
    }
  }

  private List<String> found(long start, String... names) {
    List<String> found = new ArrayList<>();
    for (String name : names) {
      Optional<KeptGroup> kept = groups.find(start, groups.runs(start), group(name));
      kept.ifPresent(one -> found.add(text(one)));
    }
    return found;
  }

  private List<String> walk(byte[] from) {
    List<String> texts = new ArrayList<>();
    try (WindowGroups.Walk walk = groups.from(from, groups.runs(WindowKey.start(from)))) {
      while (walk.hasNext()) {
        KeptGroup ahead = walk.peek();
        KeptGroup next = walk.next();
        assertThat(next).isSameAs(ahead);
        texts.add(text(next));
      }
    }
    return texts;
  }

  private static String text(KeptGroup kept) {
    return kept.group().values().get(0).toString() + kept.state().sum().count();
  }

  private static byte[] key(long start, String name) {
    return new WindowKey(ID, start, group(name)).encode();
  }

  private static byte[] state(int events) {
    return WindowState.open(GroupBlockTest.sum(events)).encode();
  }

  private static Group group(String name) {
    return Group.of(List.of(name));
  }
}
