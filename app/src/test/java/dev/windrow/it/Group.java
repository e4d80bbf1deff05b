package dev.windrow.it;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What Kafka says about the group of an application: what it has committed, who owns what, its transactions. */
public record Group(Admin admin, String id) {

  /** Committed offsets of a topic by partition; nothing is committed for those that are missing. */
  public Map<Integer, OffsetAndMetadata> committed(String topic) throws ExecutionException, InterruptedException {
    Map<Integer, OffsetAndMetadata> committed = new TreeMap<>();
    // What a transaction has not decided yet must not be waited for: the one who began it may be gone.
    ListConsumerGroupOffsetsOptions asItIs = new ListConsumerGroupOffsetsOptions().requireStable(false);
    admin.listConsumerGroupOffsets(id, asItIs).partitionsToOffsetAndMetadata().get().forEach((partition, offset) -> {
      if (partition.topic().equals(topic) && offset != null) {
        committed.put(partition.partition(), offset);
      }
    });
    return committed;
  }

  /** How many records of the topic are committed as read. */
  public long read(String topic) throws ExecutionException, InterruptedException {
    return committed(topic).values().stream().mapToLong(OffsetAndMetadata::offset).sum();
  }

  /** How many records of the topic are there and not committed as read. */
  public long lag(String topic) throws ExecutionException, InterruptedException {
    return end(topic) - read(topic);
  }

  /** How many offsets of the topic are taken, over all its partitions. */
  public long end(String topic) throws ExecutionException, InterruptedException {
    int partitions = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    Map<TopicPartition, OffsetSpec> latest = new TreeMap<>(PARTITION_ORDER);
    for (int partition = 0; partition < partitions; partition++) {
      latest.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    return admin.listOffsets(latest).all().get().values().stream().mapToLong(info -> info.offset()).sum();
  }

  /** Which instance owns each partition of the topic, by the client id that it was given. */
  public Map<Integer, String> owners(String topic) throws ExecutionException, InterruptedException {
    Map<Integer, String> owners = new TreeMap<>();
    for (MemberDescription member : members()) {
      String instance = member.clientId().replaceAll("-StreamThread-.*", "");
      member.assignment().topicPartitions().stream()
          .filter(partition -> partition.topic().equals(topic))
          .forEach(partition -> owners.put(partition.partition(), instance));
    }
    return owners;
  }

  /** Transactions of the application's instances in one of {@code states}. */
  public List<String> transactions(TransactionState... states) throws ExecutionException, InterruptedException {
    return admin.listTransactions(new ListTransactionsOptions().filterStates(List.of(states))).all().get().stream()
        .map(TransactionListing::transactionalId)
        .filter(transaction -> transaction.startsWith(id + "-"))
        .sorted()
        .collect(Collectors.toList());
  }

  /** All that the brokers tell of it, for people. */
  public String description() throws ExecutionException, InterruptedException {
    return admin.describeConsumerGroups(List.of(id)).all().get().get(id).toString();
  }

  private Collection<MemberDescription> members() throws ExecutionException, InterruptedException {
    return admin.describeConsumerGroups(List.of(id)).all().get().get(id).members();
  }

  private static final java.util.Comparator<TopicPartition> PARTITION_ORDER =
      java.util.Comparator.comparing(TopicPartition::topic).thenComparing(TopicPartition::partition);
}
