package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.NumberColumn;
import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupBlockTest {

  @Test
  void allGroupsAreInSomeBlockInTheirOrder() {
    List<Map.Entry<Group, Accumulator>> groups = groups(1_000);
    List<byte[]> blocks = new ArrayList<>();
    List<Group> lasts = new ArrayList<>();

    GroupBlock.cut(groups, GroupBlock.USUAL_BYTES, (last, block) -> {
      lasts.add(last);
      blocks.add(block);
    });

    List<Group> read = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      List<Group> ofBlock = groupsOf(blocks.get(i));
      assertThat(ofBlock).hasSize(GroupBlock.size(blocks.get(i))).endsWith(lasts.get(i));
      read.addAll(ofBlock);
    }
    assertThat(read).containsExactlyElementsOf(groups.stream().map(Map.Entry::getKey).toList());
  }

  @Test
  void aBlockThatHasEnoughGetsNoFurtherGroup() {
    List<byte[]> blocks = new ArrayList<>();

    GroupBlock.cut(groups(1_000), 500, (last, block) -> blocks.add(block));

    assertThat(blocks).hasSizeGreaterThan(10).allSatisfy(block -> assertThat(block).hasSizeLessThan(550));
    assertThat(blocks.subList(0, blocks.size() - 1)).allSatisfy(block -> assertThat(block).hasSizeGreaterThan(500));
  }

  @Test
  void noGroupsAreNoBlock() {
    GroupBlock.cut(List.of(), 1, (last, block) -> {
      throw new AssertionError("a block of " + last);
    });
  }

  @Test
  void eachGroupHasItsState() {
    List<Long> counts = new ArrayList<>();

    GroupBlock.cut(groups(3), GroupBlock.USUAL_BYTES, (last, block) ->
        GroupBlock.groups(block).forEachRemaining(kept -> counts.add(kept.state().sum().count())));

    assertThat(counts).containsExactly(0L, 1L, 2L);
  }

  @Test
  void whatIsNoBlockIsMalformed() {
    List<byte[]> blocks = new ArrayList<>();
    GroupBlock.cut(groups(2), GroupBlock.USUAL_BYTES, (last, block) -> blocks.add(block));
    byte[] block = blocks.get(0);
    byte[] otherVersion = block.clone();
    otherVersion[0]++;

    assertMalformed(otherVersion, "a block of groups of format version 1");
    assertMalformed(new byte[] {1, 0}, "at least one group");
    assertMalformed(Arrays.copyOf(block, block.length + 1), "the end of a block of 2 groups");
    for (int length = 0; length < block.length; length++) {
      byte[] cut = Arrays.copyOf(block, length);
      assertThatThrownBy(() -> groupsOf(cut)).as("%d bytes", length).isInstanceOf(MalformedBytesException.class);
    }
  }

  private static void assertMalformed(byte[] bytes, String expected) {
    assertThatThrownBy(() -> groupsOf(bytes)).isInstanceOf(MalformedBytesException.class).hasMessageContaining(expected);
  }

  private static List<Group> groupsOf(byte[] block) {
    List<Group> groups = new ArrayList<>();
    GroupBlock.groups(block).forEachRemaining(kept -> groups.add(kept.group()));
    return groups;
  }

  /** The first has no event, the second one, and so on. */
  private static List<Map.Entry<Group, Accumulator>> groups(int count) {
    return IntStream.range(0, count).<Map.Entry<Group, Accumulator>>mapToObj(i -> Map.entry(Group.of(List.of(String.format("group %04d", i))), sum(i))).toList();
  }

  static Accumulator sum(int events) {
    Accumulator sum = new Accumulator(0);
    for (int i = 0; i < events; i++) {
      sum.add(new NumberColumn[0], i);
    }
    return sum;
  }
}
