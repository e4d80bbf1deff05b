package dev.windrow.query;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Asks the owners of all merge partitions for their page, at the same time. Where a partition is on its way to another owner it asks again until a
 * deadline; then, or when the owner does not answer, it asks who keeps copies; what nobody has is missing. Never fails. Used for one request, on one
 * event loop.
 */
final class Gathering {

  /** How long somebody who asks waits for a partition that is moving. */
  private static final long WAIT_MS = 1_500;
  private static final long PAUSE_MS = 100;

  /** What it knows of the application's instances. */
  interface Surroundings {

    HostInfo self();

    /** Who owns what now. */
    Placement placement();

    /** A clock for deadlines, as {@link System#nanoTime}. */
    long nanos();

    /** Runs something later. */
    <T> Future<T> after(long ms, Supplier<Future<T>> what);
  }

  /** Asks one instance. */
  interface Ask {
    Future<List<PartitionPage>> pages(HostInfo instance, Set<Integer> mergePartitions, boolean copiesToo);
  }

  private final Surroundings instances;
  private final Ask ask;
  private final long deadlineNanos;
  private final Map<Integer, PartitionPage> found = new TreeMap<>();
  private final Map<Integer, HostInfo> copiesFrom = new HashMap<>();
  private final Map<Integer, Refusal> refused = new TreeMap<>();
  private final Set<Integer> moving;

  private Gathering(Surroundings instances, Ask ask, Set<Integer> mergePartitions) {
    this.instances = instances;
    this.ask = ask;
    this.moving = new TreeSet<>(mergePartitions);
    this.deadlineNanos = instances.nanos() + WAIT_MS * 1_000_000;
  }

  /** The pages of these merge partitions and what is to be said about them. */
  static Future<Gathered> of(Surroundings instances, Set<Integer> mergePartitions, Ask ask) {
    Gathering gathering = new Gathering(instances, ask, mergePartitions);
    return gathering.owners().compose(done -> gathering.copies()).map(done -> gathering.gathered());
  }

  /** @param pages those that were found, in the order of their merge partitions */
  record Gathered(List<PartitionPage> pages, Coverage coverage) {}

  private record Refusal(String instance, String reason) {}

  /** Asks the owners, again and again while partitions are moving. */
  private Future<Void> owners() {
    Placement placement = instances.placement();
    List<Future<Void>> asked = new ArrayList<>();
    placement.byOwner(moving).forEach((owner, partitions) -> asked.add(owner(owner, partitions)));
    return Future.join(asked).otherwiseEmpty().compose(done -> moving.isEmpty() || instances.nanos() >= deadlineNanos
        ? Future.succeededFuture()
        : instances.after(PAUSE_MS, this::owners));
  }

  private Future<Void> owner(HostInfo owner, Set<Integer> partitions) {
    return ask.pages(owner, partitions, false)
        .onSuccess(pages -> take(owner, pages))
        .onFailure(failure -> partitions.stream().filter(moving::remove).forEach(
            partition -> refused.put(partition, new Refusal(Placement.text(owner), failure.getMessage()))))
        .mapEmpty();
  }

  /** Asks who has a copy of what the owners did not give. */
  private Future<Void> copies() {
    moving.forEach(partition -> refused.put(partition, new Refusal("", "has no owner now: the group is being rebalanced")));
    Placement placement = instances.placement();
    Map<HostInfo, Set<Integer>> byKeeper = new HashMap<>();
    for (int partition : refused.keySet()) {
      keepers(placement, partition).forEach(keeper -> byKeeper.computeIfAbsent(keeper, host -> new TreeSet<>()).add(partition));
    }
    List<Future<Void>> asked = new ArrayList<>();
    byKeeper.forEach((keeper, partitions) -> asked.add(
        ask.pages(keeper, partitions, true).onSuccess(pages -> take(keeper, pages)).<Void>mapEmpty()));
    return Future.join(asked).otherwiseEmpty().mapEmpty();
  }

  /** This instance may be reading what it is going to own. */
  private Collection<HostInfo> keepers(Placement placement, int partition) {
    Set<HostInfo> keepers = new HashSet<>(placement.copies(partition));
    keepers.add(instances.self());
    placement.owner(partition).filter(owner -> refused.get(partition).instance().isEmpty()).ifPresent(keepers::add);
    return keepers;
  }

  private void take(HostInfo from, List<PartitionPage> pages) {
    for (PartitionPage page : pages) {
      PartitionPage before = found.get(page.mergePartition());
      if (before == null || !before.active() && page.behind() < before.behind()) {
        found.put(page.mergePartition(), page);
        copiesFrom.put(page.mergePartition(), from);
      }
      moving.remove(page.mergePartition());
      refused.remove(page.mergePartition());
    }
  }

  private Gathered gathered() {
    Map<Refusal, List<Integer>> byReason = new HashMap<>();
    refused.forEach((partition, refusal) -> byReason.computeIfAbsent(refusal, reason -> new ArrayList<>()).add(partition));
    List<Coverage.Missing> missing = byReason.entrySet().stream()
        .map(entry -> new Coverage.Missing(entry.getKey().instance(), entry.getValue(), entry.getKey().reason()))
        .sorted(Comparator.comparing(Coverage.Missing::instance))
        .toList();
    List<Coverage.Standby> standby = found.values().stream()
        .filter(page -> !page.active())
        .map(page -> new Coverage.Standby(page.mergePartition(), Placement.text(copiesFrom.get(page.mergePartition())), page.behind()))
        .toList();
    return new Gathered(List.copyOf(found.values()), new Coverage(missing, standby));
  }
}
