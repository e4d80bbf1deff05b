package dev.windrow.query;

import dev.windrow.topology.MergeStores;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Which instance owns each merge partition and which keep copies, as Kafka Streams has told all instances with the last
 * assignment.
 *
 * @param instances all instances, also those that own nothing
 */
record Placement(Set<HostInfo> instances, Map<Integer, HostInfo> owners, Map<Integer, List<HostInfo>> copies) {

  /** Kafka Streams says this while it knows of no assignment. */
  private static final HostInfo UNKNOWN = HostInfo.unavailable();

  static Placement of(String applicationId, Collection<StreamsMetadata> clients) {
    String partials = MergeStores.partialsTopic(applicationId);
    Map<Integer, HostInfo> owners = new HashMap<>();
    Map<Integer, List<HostInfo>> copies = new HashMap<>();
    for (StreamsMetadata client : clients) {
      partitions(client.topicPartitions(), partials).forEach(partition -> owners.put(partition, client.hostInfo()));
      partitions(client.standbyTopicPartitions(), partials)
          .forEach(partition -> copies.merge(partition, List.of(client.hostInfo()), Placement::both));
    }
    Set<HostInfo> instances = clients.stream().map(StreamsMetadata::hostInfo).filter(host -> !host.equals(UNKNOWN)).collect(Collectors.toUnmodifiableSet());
    return new Placement(instances, owners, copies);
  }

  Optional<HostInfo> owner(int mergePartition) {
    return Optional.ofNullable(owners.get(mergePartition));
  }

  List<HostInfo> copies(int mergePartition) {
    return copies.getOrDefault(mergePartition, List.of());
  }

  /** Those of the merge partitions that have an owner, by owner. */
  Map<HostInfo, Set<Integer>> byOwner(Collection<Integer> mergePartitions) {
    Map<HostInfo, Set<Integer>> byOwner = new HashMap<>();
    for (int mergePartition : mergePartitions) {
      owner(mergePartition).ifPresent(owner -> byOwner.computeIfAbsent(owner, host -> new TreeSet<>()).add(mergePartition));
    }
    return byOwner;
  }

  /** As people write it: {@code 10.0.0.7:8080}, {@code [::1]:8080}. */
  static String text(HostInfo instance) {
    return (instance.host().contains(":") ? "[" + instance.host() + "]" : instance.host()) + ":" + instance.port();
  }

  static Set<Integer> all(int mergePartitions) {
    return IntStream.range(0, mergePartitions).boxed().collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Integer> partitions(Set<TopicPartition> assigned, String topic) {
    return assigned.stream().filter(partition -> partition.topic().equals(topic)).map(TopicPartition::partition).toList();
  }

  private static List<HostInfo> both(List<HostInfo> some, List<HostInfo> others) {
    return Stream.concat(some.stream(), others.stream()).toList();
  }
}
