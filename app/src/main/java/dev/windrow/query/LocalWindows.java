package dev.windrow.query;

import dev.windrow.config.Config;
import dev.windrow.topology.KeptWindows;
import dev.windrow.window.WindowPage;
import dev.windrow.window.WindowPosition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.errors.InvalidStateStoreException;

/** Reads windows of the merge partitions of this instance. Blocks for as long as the stores take. */
final class LocalWindows {

  /** How many windows' groups one request looks at in a merge partition, so that no filter keeps a thread busy for long. */
  private static final int LOOKED_AT = 100_000;

  private final Config config;
  private final LocalStores stores;

  LocalWindows(Config config, LocalStores stores) {
    this.config = config;
    this.stores = stores;
  }

  /** The pages of those of the merge partitions that are here; with {@code copiesToo} not only of those that this instance owns. */
  List<PartitionPage> pages(WindowRequest request, Collection<Integer> mergePartitions, boolean copiesToo) {
    List<PartitionPage> pages = new ArrayList<>();
    for (int mergePartition : mergePartitions) {
      Optional<LocalStores.Partition> found = copiesToo ? stores.any(mergePartition) : stores.owned(mergePartition);
      found.flatMap(partition -> page(request, partition)).ifPresent(pages::add);
    }
    return pages;
  }

  /** Empty when the partition has just been taken away. */
  private Optional<PartitionPage> page(WindowRequest request, LocalStores.Partition partition) {
    try {
      KeptWindows kept = new KeptWindows(config, request.aggregation(), partition.windows(), partition.view());
      long behind = partition.owned() ? 0 : stores.behind(partition.number());
      WindowPage<WindowRow> page = read(request, kept);
      // A store that was closed meanwhile has looked empty from then on.
      return isStillThere(partition)
          ? Optional.of(new PartitionPage(partition.number(), partition.owned(), behind, kept.lastClosed(), page))
          : Optional.empty();
    } catch (InvalidStateStoreException takenAway) {
      return Optional.empty();
    }
  }

  private boolean isStillThere(LocalStores.Partition partition) {
    return partition.owned() ? stores.owned(partition.number()).isPresent() : stores.any(partition.number()).isPresent();
  }

  /** One row more than asked for: whether there is another page. */
  private static WindowPage<WindowRow> read(WindowRequest request, KeptWindows kept) {
    List<WindowRow> rows = new ArrayList<>();
    int[] looked = {0};
    if (request.limit() == 0) {
      return new WindowPage<>(List.of(), Optional.empty());
    }
    Optional<WindowPosition> reached = kept.read(request.selection(), request.after(), result -> {
      result.map(WindowRow::of).ifPresent(rows::add);
      return rows.size() <= request.limit() && ++looked[0] < LOOKED_AT;
    });
    return new WindowPage<>(rows, reached);
  }
}
