package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.value.Group;
import dev.windrow.window.WindowPosition;
import dev.windrow.window.WindowResult;
import dev.windrow.window.WindowResult.Status;
import dev.windrow.window.WindowSelection;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows [0, 5) to [20, 25), of which those up to [10, 15) are closed; grace is 2 s. */
class KeptWindowsTest {

  private final Config config = Configs.of(Configs.COUNTS);
  private final SortedMemoryStore windows = new SortedMemoryStore("windows");
  private final SortedMemoryStore sources = new SortedMemoryStore("sources");
  private final SourcePartition source = new SourcePartition(config, "events", 0, 1, 1);

  @BeforeEach
  void merge() {
    Merger merger = new Merger(
        AggregationPlan.of(config), new MergeRules(Set.of("events"), 10_000, 600_000, Integer.MAX_VALUE, GroupBlock.USUAL_BYTES, true), new StreamsMergeStore(windows), new StreamsMergeStore(sources));
    merger.merge(source.partial(event(at(1), "b"), event(at(2), "a"), event(at(2), "b")), merged -> { });
    merger.merge(source.partial(event(at(11), "a"), event(at(17), "c"), event(at(21), "a")), merged -> { });
    merger.beforeCommit();
  }

  @Test
  void newestComesFirstAndTheGroupsOfAWindowInOrder() {
    assertThat(all(WindowSelection.ALL)).containsExactly("20 a 1 OPEN", "15 c 1 OPEN", "10 a 1 FINAL", "0 a 1 FINAL", "0 b 2 FINAL");
  }

  @Test
  void onlyWhatIsSelectedIsGiven() {
    assertThat(all(new WindowSelection(10_000, 20_000, EnumSet.allOf(Status.class), Map.of()))).containsExactly("15 c 1 OPEN", "10 a 1 FINAL");
    assertThat(all(new WindowSelection(0, Long.MAX_VALUE, Set.of(Status.OPEN), Map.of()))).containsExactly("20 a 1 OPEN", "15 c 1 OPEN");
    assertThat(all(new WindowSelection(0, Long.MAX_VALUE, EnumSet.allOf(Status.class), Map.of("type", "a"))))
        .containsExactly("20 a 1 OPEN", "10 a 1 FINAL", "0 a 1 FINAL");
  }

  @Test
  void reachedPlaceIsWhereTheNextPageGoesOn() {
    List<String> listed = new ArrayList<>();
    Optional<WindowPosition> after = Optional.empty();
    do {
      after = kept().read(WindowSelection.ALL, after, row -> {
        listed.add(text(row.orElseThrow()));
        return false;
      });
    } while (after.isPresent());

    assertThat(listed).containsExactlyElementsOf(all(WindowSelection.ALL));
  }

  @Test
  void namedGroupGoesOnBehindAPlaceToo() {
    WindowSelection ofA = new WindowSelection(0, Long.MAX_VALUE, EnumSet.allOf(Status.class), Map.of("type", "a"));
    List<String> listed = new ArrayList<>();

    kept().read(ofA, Optional.of(new WindowPosition(20_000, Group.of(List.of("a")))), row -> listed.add(text(row.orElseThrow())));

    assertThat(listed).containsExactly("10 a 1 FINAL", "0 a 1 FINAL");
  }

  @Test
  void lastClosedWindowIsKnownEvenWhenNothingIsInIt() {
    assertThat(kept().lastClosed()).hasValue(10_000);
  }

  @Test
  void groupThatCameAfterItsWindowHadClosedIsRevisedAtOnce() {
    SourcePartition slow = new SourcePartition(config, "events", 1, 1, 1);
    Merger merger = new Merger(
        AggregationPlan.of(config), new MergeRules(Set.of("events"), 10_000, 600_000, Integer.MAX_VALUE, GroupBlock.USUAL_BYTES, true), new StreamsMergeStore(windows), new StreamsMergeStore(sources));

    merger.merge(slow.partial(event(at(3), "new")), merged -> { });
    merger.beforeCommit();

    assertThat(all(WindowSelection.ALL)).endsWith("0 a 1 FINAL", "0 b 2 FINAL", "0 new 1 REVISED");
  }

  @Test
  void groupsOfAClosedWindowAreFinalWhenTheyHaveGivenOutTheirResults() {
    SourcePartition input = new SourcePartition(config, "events", 0, 1, 1);
    SortedMemoryStore others = new SortedMemoryStore("windows");
    SortedMemoryStore beside = new SortedMemoryStore("sources");
    Merger merger = new Merger(
        AggregationPlan.of(config), new MergeRules(Set.of("events"), 10_000, 600_000, 1, GroupBlock.USUAL_BYTES, true), new StreamsMergeStore(others), new StreamsMergeStore(beside));
    merger.merge(input.partial(event(at(1), "b"), event(at(2), "a"), event(at(8), "c")), merged -> { });
    merger.beforeCommit();

    assertThat(all(kept(others, beside), WindowSelection.ALL)).containsExactly("5 c 1 OPEN", "0 a 1 FINAL", "0 b 1 OPEN");
    merger.goOn(merged -> { });
    assertThat(all(kept(others, beside), WindowSelection.ALL)).containsExactly("5 c 1 OPEN", "0 a 1 FINAL", "0 b 1 FINAL");
    assertThat(all(kept(others, beside), new WindowSelection(0, Long.MAX_VALUE, Set.of(Status.FINAL), Map.of("type", "b")))).containsExactly("0 b 1 FINAL");
  }

  /** Each in a block of its own. */
  @Test
  void groupsInBlocksAreReadLikeOthers() {
    SourcePartition input = new SourcePartition(config, "events", 0, 1, 1);
    SourcePartition slow = new SourcePartition(config, "events", 1, 1, 1);
    SortedMemoryStore others = new SortedMemoryStore("windows");
    SortedMemoryStore beside = new SortedMemoryStore("sources");
    Merger merger = new Merger(
        AggregationPlan.of(config), new MergeRules(Set.of("events"), 10_000, 600_000, Integer.MAX_VALUE, 1, true), new StreamsMergeStore(others), new StreamsMergeStore(beside));
    merger.merge(input.partial(event(at(1), "b"), event(at(2), "a"), event(at(2), "c"), event(at(8), "c")), merged -> { });
    merger.beforeCommit();
    assertThat(all(kept(others, beside), WindowSelection.ALL)).containsExactly("5 c 1 OPEN", "0 a 1 FINAL", "0 b 1 FINAL", "0 c 1 FINAL");

    merger.merge(slow.partial(event(at(3), "b"), event(at(3), "bb")), merged -> { });
    assertThat(all(kept(others, beside), WindowSelection.ALL)).containsExactly(
        "5 c 1 OPEN", "0 a 1 FINAL", "0 b 2 REVISED", "0 bb 1 REVISED", "0 c 1 FINAL");
    assertThat(all(kept(others, beside), new WindowSelection(0, 5_000, EnumSet.allOf(Status.class), Map.of("type", "c")))).containsExactly("0 c 1 FINAL");
    assertThat(all(kept(others, beside), new WindowSelection(0, 5_000, EnumSet.allOf(Status.class), Map.of("type", "d")))).isEmpty();

    List<String> behind = new ArrayList<>();
    kept(others, beside).read(WindowSelection.ALL, Optional.of(new WindowPosition(0, Group.of(List.of("b")))), row -> behind.add(text(row.orElseThrow())));
    assertThat(behind).containsExactly("0 bb 1 REVISED", "0 c 1 FINAL");
  }

  private List<String> all(WindowSelection selection) {
    return all(kept(), selection);
  }

  private static List<String> all(KeptWindows kept, WindowSelection selection) {
    List<String> rows = new ArrayList<>();
    kept.read(selection, Optional.empty(), row -> {
      row.ifPresent(result -> rows.add(text(result)));
      return true;
    });
    return rows;
  }

  private KeptWindows kept() {
    return kept(windows, sources);
  }

  private KeptWindows kept(SortedMemoryStore ofWindows, SortedMemoryStore ofSources) {
    MergePartitionView view = new MergePartitionView();
    ofSources.all().forEachRemaining(entry -> view.take(entry.key.get(), entry.value));
    return new KeptWindows(config, config.aggregations().get(0), ofWindows, view);
  }

  private static String text(WindowResult result) {
    return result.start() / 1000 + " " + result.group().values().get(0) + " " + result.measures().get(0).value() + " " + result.status();
  }
}
