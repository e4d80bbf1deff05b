package dev.windrow.simulator;

import dev.windrow.simulator.SimulationException.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topic that events go to: found or created, and how far it is filled. Every question to the brokers has a time limit. */
final class Topic {

  private static final long LIMIT_SECONDS = 12;
  private static final long AGAIN_MS = 100;

  private final Admin admin;
  private final String brokers;
  private final String name;

  Topic(Admin admin, String brokers, String name) {
    this.admin = admin;
    this.brokers = brokers;
    this.name = name;
  }

  String name() {
    return name;
  }

  /** The number of partitions, or nothing when there is no such topic. */
  Optional<Integer> partitions() throws SimulationException {
    try {
      TopicDescription description = ask(admin.describeTopics(List.of(name)).topicNameValues().get(name));
      return Optional.of(description.partitions().size());
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return Optional.empty();
      }
      throw unusable(e.getCause());
    }
  }

  /** Creates it, with the replication that is the brokers' default. Somebody else may have done so meanwhile: that is fine. */
  void create(int partitions) throws SimulationException {
    try {
      ask(admin.createTopics(List.of(new NewTopic(name, Optional.of(partitions), Optional.empty()))).all());
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw unusable(e.getCause());
      }
    }
  }

  /** Where each partition ends. A topic that has just been created may not be known to every broker yet: that is waited for. */
  long[] endOffsets(int partitions) throws SimulationException {
    long giveUpNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
    while (true) {
      try {
        return askEndOffsets(partitions);
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException) || System.nanoTime() - giveUpNanos > 0) {
          throw unusable(e.getCause());
        }
        pause();
      }
    }
  }

  private long[] askEndOffsets(int partitions) throws ExecutionException, SimulationException {
    Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, partitions).boxed()
        .collect(Collectors.toMap(p -> new TopicPartition(name, p), p -> OffsetSpec.latest()));
    Map<TopicPartition, ListOffsetsResultInfo> found = ask(admin.listOffsets(wanted).all());
    long[] offsets = new long[partitions];
    Arrays.setAll(offsets, p -> found.get(new TopicPartition(name, p)).offset());
    return offsets;
  }

  private void pause() throws SimulationException {
    try {
      TimeUnit.MILLISECONDS.sleep(AGAIN_MS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T> T ask(KafkaFuture<T> answer) throws ExecutionException, SimulationException {
    try {
      return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw unusable(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private SimulationException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new SimulationException(Reason.FAILED, "Interrupted while waiting for Kafka at " + brokers, e);
  }

  private SimulationException unusable(Throwable cause) {
    if (cause instanceof TimeoutException || cause instanceof org.apache.kafka.common.errors.TimeoutException) {
      return new SimulationException(Reason.KAFKA_NOT_USABLE, "Kafka does not answer at " + brokers
          + ". Is a broker running there? --bootstrap-servers says where to look.", cause);
    }
    return new SimulationException(Reason.KAFKA_NOT_USABLE,
        "Kafka at " + brokers + " cannot be used for topic " + name + ": " + cause.getMessage(), cause);
  }
}
