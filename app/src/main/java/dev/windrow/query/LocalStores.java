package dev.windrow.query;

import dev.windrow.topology.MergePartitionView;
import dev.windrow.topology.MergeStores;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.LagInfo;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of the merge partitions that this instance has, as owner or as a copy. */
final class LocalStores {

  private final KafkaStreams streams;

  LocalStores(KafkaStreams streams) {
    this.streams = streams;
  }

  /** The stores of a merge partition that this instance owns and has read up to its end. */
  Optional<Partition> owned(int mergePartition) {
    return find(mergePartition, true);
  }

  /** The same, or else the copy that this instance keeps or is reading. */
  Optional<Partition> any(int mergePartition) {
    return owned(mergePartition).or(() -> find(mergePartition, false));
  }

  private Optional<Partition> find(int mergePartition, boolean owned) {
    try {
      return Optional.of(new Partition(
          mergePartition, owned, store(MergeStores.WINDOWS, mergePartition, owned), store(MergeStores.SOURCES, mergePartition, owned)));
    } catch (InvalidStateStoreException notHere) {
      return Optional.empty();
    }
  }

  /** How many changes the copy of a merge partition's windows lacks; asks the brokers. */
  long behind(int mergePartition) {
    Map<Integer, LagInfo> lags = streams.allLocalStorePartitionLags().getOrDefault(MergeStores.WINDOWS, Map.of());
    return lags.containsKey(mergePartition) ? lags.get(mergePartition).offsetLag() : 0;
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(String name, int mergePartition, boolean owned) {
    StoreQueryParameters<ReadOnlyKeyValueStore<Bytes, byte[]>> parameters = StoreQueryParameters
        .fromNameAndType(name, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
        .withPartition(mergePartition);
    return streams.store(owned ? parameters : parameters.enableStaleStores());
  }

  /** One merge partition's stores. */
  record Partition(int number, boolean owned, ReadOnlyKeyValueStore<Bytes, byte[]> windows, ReadOnlyKeyValueStore<Bytes, byte[]> sources) {

    MergePartitionView view() {
      MergePartitionView view = new MergePartitionView();
      try (KeyValueIterator<Bytes, byte[]> entries = sources.all()) {
        entries.forEachRemaining(entry -> view.take(entry.key.get(), entry.value));
      }
      return view;
    }
  }
}
