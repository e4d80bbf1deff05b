package dev.windrow.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** What a group's coordinator has now, whatever may be undecided. A consumer cannot ask for that: its question always waits. */
final class CommittedNow implements GroupOffsets.Coordinator {

  private final Map<String, Object> settings;
  private final String group;

  /** @param config of a consumer of the group */
  CommittedNow(Map<String, Object> config) {
    settings = new HashMap<>(config);
    settings.keySet().retainAll(AdminClientConfig.configNames());
    settings.computeIfPresent(AdminClientConfig.CLIENT_ID_CONFIG, (key, id) -> id + "-admin");
    group = (String) config.get(ConsumerConfig.GROUP_ID_CONFIG);
  }

  /** Asked so rarely that it has a client of its own each time. */
  @Override
  public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
    ListConsumerGroupOffsetsOptions atOnce = new ListConsumerGroupOffsetsOptions().requireStable(false).timeoutMs((int) timeout.toMillis());
    try (Admin admin = Admin.create(settings)) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          new HashMap<>(admin.listConsumerGroupOffsets(group, atOnce).partitionsToOffsetAndMetadata().get());
      committed.keySet().retainAll(partitions);
      return committed;
    } catch (ExecutionException refused) {
      throw refused.getCause() instanceof KafkaException known ? known : new KafkaException(refused.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }
}
