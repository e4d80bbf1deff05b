package dev.windrow.benchmark.loops;

import dev.windrow.benchmark.peer.FetchSettings;
import dev.windrow.benchmark.peer.PeerOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer for each thread, at the beginning of its share of the partitions. */
final class Consumers {

  private Consumers() {}

  static List<KafkaConsumer<byte[], byte[]>> of(PeerOptions options) {
    List<KafkaConsumer<byte[], byte[]>> consumers = IntStream.range(0, options.threads()).mapToObj(thread -> consumer(options)).toList();
    List<TopicPartition> partitions = partitions(consumers.get(0), options.topic());
    for (int thread = 0; thread < consumers.size(); thread++) {
      List<TopicPartition> share = share(partitions, thread, consumers.size());
      consumers.get(thread).assign(share);
      consumers.get(thread).seekToBeginning(share);
    }
    return consumers;
  }

  private static KafkaConsumer<byte[], byte[]> consumer(PeerOptions options) {
    Map<String, Object> settings = new HashMap<>(FetchSettings.LARGE);
    settings.put("bootstrap.servers", options.bootstrap());
    settings.put("isolation.level", "read_committed");
    settings.put("enable.auto.commit", false);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
    return consumer.partitionsFor(topic).stream().map(info -> new TopicPartition(topic, info.partition())).toList();
  }

  private static List<TopicPartition> share(List<TopicPartition> partitions, int thread, int threads) {
    return partitions.stream().filter(partition -> partition.partition() % threads == thread).toList();
  }
}
