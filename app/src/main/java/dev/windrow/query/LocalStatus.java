package dev.windrow.query;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.ops.Pipeline;
import dev.windrow.ops.ResidentMemory;
import dev.windrow.topology.MergeStores;
import dev.windrow.window.WindowResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;

/** How this instance is. Blocks for as long as the stores take. */
final class LocalStatus {

  private final KafkaStreams streams;
  private final LocalStores stores;
  private final Set<String> inputs;
  private final Set<String> outputs;
  private final String partials;
  private final Supplier<List<Pipeline>> pipelines;
  private final long startedMs;

  /** @param startedMs when the service started, epoch ms */
  LocalStatus(Config config, KafkaStreams streams, LocalStores stores, Supplier<List<Pipeline>> pipelines, long startedMs) {
    this.streams = streams;
    this.stores = stores;
    this.inputs = Set.copyOf(config.input().topics());
    this.outputs = config.aggregations().stream().map(Aggregation::output).collect(Collectors.toUnmodifiableSet());
    this.partials = MergeStores.partialsTopic(config.applicationId());
    this.pipelines = pipelines;
    this.startedMs = startedMs;
  }

  String state() {
    return streams.state().name();
  }

  /** Everything that others want to know, as of now. */
  PeerStatus now() {
    Set<ThreadMetadata> threads = streams.metadataForLocalThreads();
    Set<Integer> owned = new TreeSet<>();
    Map<String, Long> lags = new TreeMap<>();
    for (ThreadMetadata thread : threads) {
      thread.activeTasks().forEach(task -> note(task, owned, lags));
    }
    return new PeerStatus(status(threads, owned, lags.keySet()), known(lags), partitions(owned));
  }

  private void note(TaskMetadata task, Set<Integer> owned, Map<String, Long> lags) {
    for (TopicPartition partition : task.topicPartitions()) {
      if (partition.topic().equals(partials)) {
        owned.add(partition.partition());
      } else if (inputs.contains(partition.topic())) {
        long end = task.endOffsets().getOrDefault(partition, -1L);
        long committed = task.committedOffsets().getOrDefault(partition, -1L);
        lags.put(partition.toString(), end < 0 ? -1 : Math.max(0, end - Math.max(0, committed)));
      }
    }
  }

  private static Map<String, Long> known(Map<String, Long> lags) {
    return lags.entrySet().stream().filter(lag -> lag.getValue() >= 0).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private InstanceStatus status(Set<ThreadMetadata> threads, Set<Integer> owned, Set<String> sources) {
    Runtime heap = Runtime.getRuntime();
    return new InstanceStatus(
        state(),
        WindowResult.time(startedMs),
        threads.stream().map(thread -> new InstanceStatus.StreamThread(thread.threadName(), thread.threadState()))
            .sorted(Comparator.comparing(InstanceStatus.StreamThread::name)).toList(),
        new InstanceStatus.Tasks(List.copyOf(sources), List.copyOf(owned)),
        new InstanceStatus.Memory(heap.totalMemory() - heap.freeMemory(), heap.maxMemory(), resident()),
        rates(),
        pipelines.get());
  }

  private List<PeerStatus.Partition> partitions(Set<Integer> owned) {
    List<PeerStatus.Partition> partitions = new ArrayList<>();
    for (int mergePartition : owned) {
      stores.owned(mergePartition).ifPresent(found -> entries(found, partitions));
    }
    return partitions;
  }

  private static void entries(LocalStores.Partition found, List<PeerStatus.Partition> partitions) {
    List<PeerStatus.Entry> entries = new ArrayList<>();
    try (KeyValueIterator<Bytes, byte[]> all = found.sources().all()) {
      all.forEachRemaining(entry -> entries.add(PeerStatus.Entry.of(entry.key.get(), entry.value)));
    } catch (InvalidStateStoreException takenAway) {
      return;
    }
    partitions.add(new PeerStatus.Partition(found.number(), entries));
  }

  private InstanceStatus.Rates rates() {
    double records = 0;
    double bytes = 0;
    double results = 0;
    for (Map.Entry<MetricName, ? extends Metric> metric : streams.metrics().entrySet()) {
      MetricName name = metric.getKey();
      String topic = name.tags().getOrDefault("topic", "");
      switch (name.group() + " " + name.name()) {
        case "consumer-fetch-manager-metrics records-consumed-rate" -> records += inputs.contains(topic) ? value(metric.getValue()) : 0;
        case "consumer-fetch-manager-metrics bytes-consumed-rate" -> bytes += inputs.contains(topic) ? value(metric.getValue()) : 0;
        case "producer-topic-metrics record-send-rate" -> results += outputs.contains(topic) ? value(metric.getValue()) : 0;
        default -> { }
      }
    }
    return new InstanceStatus.Rates(records, bytes, results);
  }

  private static double value(Metric metric) {
    return metric.metricValue() instanceof Double value && Double.isFinite(value) ? value : 0;
  }

  /** Null where the system does not say. */
  private static Long resident() {
    double bytes = ResidentMemory.bytes();
    return Double.isNaN(bytes) ? null : (long) bytes;
  }
}
