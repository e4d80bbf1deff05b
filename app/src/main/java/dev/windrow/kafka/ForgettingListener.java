package dev.windrow.kafka;

import java.util.Collection;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * The listener of Kafka Streams, and before it is told what belongs to a partition's owner alone: forget what is known of partitions that come or go, and
 * find out where those that come are read on.
 */
record ForgettingListener(
    ConsumerRebalanceListener listener, Consumer<Collection<TopicPartition>> forget, Consumer<Collection<TopicPartition>> goOn, Runnable lost)
    implements ConsumerRebalanceListener {

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    forget.accept(partitions);
    listener.onPartitionsRevoked(partitions);
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    forget.accept(partitions);
    goOn.accept(partitions);
    listener.onPartitionsAssigned(partitions);
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    lost.run();
    forget.accept(partitions);
    listener.onPartitionsLost(partitions);
  }
}
