package dev.windrow.query;

import dev.windrow.topology.MergePartitionView;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The answer of one instance to another about its state, as JSON has it.
 *
 * @param lags how many records of its source partitions it has not fetched yet, by {@code topic-partition}
 * @param partitions what its merge partitions keep of their sources
 */
public record PeerStatus(InstanceStatus status, Map<String, Long> lags, List<Partition> partitions) {

  public PeerStatus {
    lags = Map.copyOf(lags);
    partitions = List.copyOf(partitions);
  }

  /** The {@code sources} store of a merge partition. */
  public record Partition(int mergePartition, List<Entry> entries) {

    public Partition {
      entries = List.copyOf(entries);
    }

    MergePartitionView view() {
      MergePartitionView view = new MergePartitionView();
      entries.forEach(entry -> view.take(Base64.getDecoder().decode(entry.key()), Base64.getDecoder().decode(entry.value())));
      return view;
    }
  }

  /** Both in Base64. */
  public record Entry(String key, String value) {

    static Entry of(byte[] key, byte[] value) {
      return new Entry(Base64.getEncoder().encodeToString(key), Base64.getEncoder().encodeToString(value));
    }
  }
}
