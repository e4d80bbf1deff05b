package dev.windrow.topology;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.kafka.TopicReader;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.window.HoldBack;
import dev.windrow.window.SourceId;
import dev.windrow.window.Watermarks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the merge partitions know of their sources, read from their changelog in Kafka, so also while no service runs:
 * the ledger (rule S12), clocks, watermark and who holds it back.
 *
 * @param counts settled counts by source partition, for each aggregation id
 * @param clocks the highest clock of each source partition that was heard of; epoch ms
 * @param next offset after what was merged, of each source partition: the lowest of all merge partitions
 * @param watermark the lowest watermark of all merge partitions; 0 when nothing is known
 * @param heldBackBy the sources that hold it
 * @param idle the sources that nobody waits for now
 * @param closedUpTo how far each aggregation's windows are closed in all merge partitions, by aggregation id; epoch ms
 * @param possibleDuplicates batches that may have been counted twice: only ever under at-least-once
 */
public record Ledger(
    Map<String, Map<SourceId, Counts>> counts,
    Map<SourceId, Long> clocks,
    Map<SourceId, Long> next,
    long watermark,
    List<HoldBack> heldBackBy,
    Set<SourceId> idle,
    Map<String, Long> closedUpTo,
    long possibleDuplicates) {

  /** Reads the ledger of the configured application; empty maps when it has never run. */
  public static Ledger read(Config config, TopicReader reader) {
    Map<Integer, MergePartitionView> views = new TreeMap<>();
    List<TopicPartition> partitions = reader.readToEnd(
        List.of(MergeStores.sourcesTopic(config.applicationId())),
        record -> take(views, record));
    // One that has committed nothing yet is behind all others, not unknown.
    partitions.forEach(partition -> views.putIfAbsent(partition.partition(), new MergePartitionView()));
    return of(config, views.values());
  }

  private static void take(Map<Integer, MergePartitionView> views, ConsumerRecord<byte[], byte[]> record) {
    try {
      views.computeIfAbsent(record.partition(), merge -> new MergePartitionView()).take(record.key(), record.value());
    } catch (MalformedBytesException e) {
      throw new UncheckedIOException(new IOException("the record at offset " + record.offset() + " of partition " + record.partition()
          + " of topic " + record.topic() + " is no state of Windrow: " + e.getMessage(), e));
    }
  }

  /** The counts of one aggregation over all its sources. */
  public Counts total(String aggregationId) {
    return counts.getOrDefault(aggregationId, Map.of()).values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** What these merge partitions know together. */
  public static Ledger of(Config config, Collection<MergePartitionView> views) {
    Map<String, Map<SourceId, Counts>> sums = new TreeMap<>();
    Map<SourceId, Long> clocks = new TreeMap<>();
    Map<SourceId, Long> next = new TreeMap<>();
    Map<SourceId, Long> duplicates = new TreeMap<>();
    for (MergePartitionView view : views) {
      for (Map.Entry<SourceId, SourceState> source : view.sources().entrySet()) {
        SourceState state = source.getValue();
        clocks.merge(source.getKey(), state.clock().clock(), Math::max);
        next.merge(source.getKey(), state.next(), Math::min);
        // Every merge partition sees every batch.
        duplicates.merge(source.getKey(), state.possibleDuplicates(), Math::max);
        state.ledger().forEach((aggregation, counts) -> sums
            .computeIfAbsent(aggregation, id -> new TreeMap<>())
            .merge(source.getKey(), counts, Counts::plus));
      }
    }
    sums.values().forEach(bySource -> bySource.replaceAll((source, counts) -> counts.settled()));
    long allDuplicates = duplicates.values().stream().mapToLong(Long::longValue).sum();
    Watermarks slowest = slowest(config, views);
    return new Ledger(sums, clocks, next, slowest.watermark(), slowest.heldBackBy(), slowest.idle(), closedUpTo(config, views), allDuplicates);
  }

  private static Map<String, Long> closedUpTo(Config config, Collection<MergePartitionView> views) {
    return config.aggregations().stream().map(Aggregation::id).collect(Collectors.toMap(
        id -> id, id -> views.stream().mapToLong(view -> view.closedUpTo(id)).min().orElse(0)));
  }

  /** The watermarks of the merge partition that is furthest behind. */
  private static Watermarks slowest(Config config, Collection<MergePartitionView> views) {
    return views.stream()
        .map(view -> view.watermarks(config))
        .min(Comparator.comparingLong(Watermarks::watermark))
        .orElseGet(() -> new MergePartitionView().watermarks(config));
  }
}
