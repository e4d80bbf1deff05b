package dev.windrow.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.query.Coverage.Missing;
import dev.windrow.query.Coverage.Standby;
import dev.windrow.window.WindowPage;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.Test;

/** Instances a, b and c; merge partitions 0 to 2. */
class GatheringTest {

  private static final HostInfo A = new HostInfo("a", 1);
  private static final HostInfo B = new HostInfo("b", 1);
  private static final HostInfo C = new HostInfo("c", 1);

  private final List<String> asked = new ArrayList<>();
  private final Map<HostInfo, Map<Integer, PartitionPage>> have = new HashMap<>();
  private final Set<HostInfo> dead = new java.util.HashSet<>();
  private final Deque<Placement> placements = new ArrayDeque<>();

  @Test
  void everyOwnerIsAskedOnceForAllThatItOwns() {
    placements.add(owners(Map.of(0, A, 1, B, 2, B)));
    has(A, page(0));
    has(B, page(1), page(2));

    Gathering.Gathered gathered = gather();

    assertThat(gathered.pages()).extracting(PartitionPage::mergePartition).containsExactly(0, 1, 2);
    assertThat(gathered.coverage()).isEqualTo(Coverage.WHOLE);
    assertThat(asked).containsExactlyInAnyOrder("a [0]", "b [1, 2]");
  }

  @Test
  void partitionThatMovesIsAskedForWhereItArrives() {
    placements.add(owners(Map.of(0, A, 1, A, 2, B)));
    placements.add(owners(Map.of(0, A, 2, A)));
    placements.add(owners(Map.of(0, A, 1, C, 2, C)));
    has(A, page(0));
    has(C, page(1), page(2));

    Gathering.Gathered gathered = gather();

    assertThat(gathered.pages()).hasSize(3);
    assertThat(gathered.coverage().complete()).isTrue();
    assertThat(asked).containsExactlyInAnyOrder("a [0, 1]", "b [2]", "a [2]", "c [1, 2]");
  }

  @Test
  void instanceThatDoesNotAnswerIsNamedWithWhatItOwns() {
    placements.add(owners(Map.of(0, A, 1, B, 2, B)));
    has(A, page(0));
    dead.add(B);

    Gathering.Gathered gathered = gather();

    assertThat(gathered.pages()).extracting(PartitionPage::mergePartition).containsExactly(0);
    assertThat(gathered.coverage().missing()).containsExactly(new Missing("b:1", List.of(1, 2), "is dead"));
  }

  @Test
  void copyAnswersForAnOwnerThatDoesNotAndIsMarked() {
    placements.add(new Placement(Set.of(A, B, C), Map.of(0, A, 1, B, 2, B), Map.of(1, List.of(C), 2, List.of(A))));
    has(A, page(0), copy(2, 0));
    has(C, copy(1, 7));
    dead.add(B);

    Gathering.Gathered gathered = gather();

    assertThat(gathered.pages()).hasSize(3);
    assertThat(gathered.coverage()).isEqualTo(new Coverage(List.of(), List.of(new Standby(1, "c:1", 7), new Standby(2, "a:1", 0))));
  }

  @Test
  void betterOfTwoCopiesIsTaken() {
    placements.add(new Placement(Set.of(A, B, C), Map.of(0, A, 1, A, 2, B), Map.of(2, List.of(C))));
    has(A, page(0), page(1), copy(2, 50));
    has(C, copy(2, 3));
    dead.add(B);

    assertThat(gather().coverage().standby()).containsExactly(new Standby(2, "c:1", 3));
  }

  @Test
  void partitionWithoutAnOwnerIsMissingAfterAWhile() {
    placements.add(owners(Map.of(0, A, 1, A)));
    has(A, page(0), page(1));

    Gathering.Gathered gathered = gather();

    assertThat(gathered.coverage().missing()).containsExactly(new Missing("", List.of(2), "has no owner now: the group is being rebalanced"));
  }

  private Gathering.Gathered gather() {
    return Gathering.of(new Surroundings(), Placement.all(3), this::ask).result();
  }

  private Future<List<PartitionPage>> ask(HostInfo instance, Set<Integer> partitions, boolean copiesToo) {
    if (!copiesToo) {
      asked.add(instance.host() + " " + partitions);
    }
    if (dead.contains(instance)) {
      return Future.failedFuture(new PeerFailure("is dead", false));
    }
    return Future.succeededFuture(partitions.stream()
        .flatMap(partition -> Optional.ofNullable(have.getOrDefault(instance, Map.of()).get(partition)).stream())
        .filter(page -> page.active() || copiesToo)
        .toList());
  }

  private void has(HostInfo instance, PartitionPage... pages) {
    for (PartitionPage page : pages) {
      have.computeIfAbsent(instance, host -> new HashMap<>()).put(page.mergePartition(), page);
    }
  }

  private static PartitionPage page(int partition) {
    return new PartitionPage(partition, true, 0, OptionalLong.empty(), new WindowPage<>(List.of(), Optional.empty()));
  }

  private static PartitionPage copy(int partition, long behind) {
    return new PartitionPage(partition, false, behind, OptionalLong.empty(), new WindowPage<>(List.of(), Optional.empty()));
  }

  private static Placement owners(Map<Integer, HostInfo> owners) {
    return new Placement(Set.of(A, B, C), owners, Map.of());
  }

  /** What is placed changes each time somebody looks, and stays in the end; only waiting takes time. */
  private final class Surroundings implements Gathering.Surroundings {

    private long nowMs;

    @Override
    public HostInfo self() {
      return A;
    }

    @Override
    public Placement placement() {
      return placements.size() > 1 ? placements.remove() : placements.peek();
    }

    @Override
    public long nanos() {
      return nowMs * 1_000_000;
    }

    @Override
    public <T> Future<T> after(long ms, Supplier<Future<T>> what) {
      nowMs += ms;
      return what.get();
    }
  }
}
