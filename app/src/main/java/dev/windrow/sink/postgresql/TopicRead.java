package dev.windrow.sink.postgresql;

import dev.windrow.config.Sink;
import dev.windrow.sink.postgresql.Loading.Terms;
import dev.windrow.sink.postgresql.Offsets.Position;
import dev.windrow.sink.postgresql.PartitionLoad.Loaders;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the topics of a sink, as a member of the group that shares their partitions. Confined to its thread. */
final class TopicRead implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);
  private static final long TELL_GROUP_EVERY_MS = 5_000;
  private static final long ASK_FOR_THE_END_EVERY_MS = 500;

  private final Needs needs;
  private final Consumer<byte[], byte[]> consumer;
  private final Assignment assignment;
  private long toldGroupMs;
  private long askedMs;
  private Map<TopicPartition, Long> told = Map.of();

  TopicRead(Needs needs, ExecutorService workers) {
    this.needs = needs;
    this.consumer = new KafkaConsumer<>(needs.settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
    this.assignment = new Assignment(needs.sink().name(), consumer, workers, needs.loaders(),
        () -> new Waiting(needs.sink().batchRows(), needs.sink().batchEvery().toMillis()), needs.clock());
  }

  /** @param settings of the consumer */
  record Needs(Sink sink, TopicTables tables, Map<String, Object> settings, Terms terms, Loaders loaders, Clock clock) {}

  /** Until it is over, or all is loaded that was there when it began, where that is asked for. */
  void run(CountDownLatch over) throws InterruptedException, SinkUnusableException {
    Map<TopicPartition, Long> ends = ends();
    consumer.subscribe(needs.tables().topics(), assignment);
    while (over.getCount() > 0 && !(needs.terms().endsAtTheEnd() && isLoaded(ends, over))) {
      assignment.take(poll());
      needs.loaders().progress().waiting(assignment.waiting(), assignment.behind());
      tellGroup();
    }
  }

  @Override
  public void close() {
    boolean interrupted = Thread.interrupted();
    assignment.endAll();
    consumer.close(CloseOptions.timeout(CLOSE_WITHIN));
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private ConsumerRecords<byte[], byte[]> poll() {
    try {
      return consumer.poll(POLL);
    } catch (OffsetOutOfRangeException e) {
      e.partitions().forEach(assignment::readAnew);
      return ConsumerRecords.empty();
    }
  }

  private Map<TopicPartition, Long> ends() throws SinkUnusableException {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (String topic : needs.tables().topics()) {
      List<PartitionInfo> found = consumer.partitionsFor(topic);
      if (found != null && !found.isEmpty()) {
        ends.putAll(consumer.endOffsets(found.stream().map(partition -> new TopicPartition(topic, partition.partition())).toList()));
      } else if (!needs.terms().isLasting()) {
        throw new SinkUnusableException("sink " + needs.sink().name() + ": topic " + topic + " does not exist yet; of results 'windrow run' creates it", null);
      }
    }
    return ends;
  }

  /** Whoever has loaded it: others may have some of the partitions. */
  private boolean isLoaded(Map<TopicPartition, Long> ends, CountDownLatch over) throws InterruptedException {
    Map<TopicPartition, Long> ours = assignment.positions();
    boolean oursAreThere = ours.entrySet().stream().allMatch(at -> at.getValue() >= ends.getOrDefault(at.getKey(), 0L));
    if (!oursAreThere || needs.clock().millis() - askedMs < ASK_FOR_THE_END_EVERY_MS) {
      return false;
    }
    askedMs = needs.clock().millis();
    if (ends.entrySet().stream().allMatch(end -> ours.getOrDefault(end.getKey(), 0L) >= end.getValue())) {
      return true;
    }
    Optional<Map<TopicPartition, Position>> all = needs.loaders().patience().insist(this, over, needs.loaders().target()::positions);
    return all.isPresent() && ends.entrySet().stream().allMatch(end ->
        Optional.ofNullable(all.get().get(end.getKey())).map(Position::next).orElse(0L) >= end.getValue());
  }

  /** For those who look at the lag of groups; what counts is in the database. */
  private void tellGroup() {
    if (needs.clock().millis() - toldGroupMs >= TELL_GROUP_EVERY_MS) {
      toldGroupMs = needs.clock().millis();
      Map<TopicPartition, Long> now = assignment.positions();
      if (!now.equals(told)) {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        now.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
        consumer.commitAsync(offsets, (committed, failed) -> { });
        told = now;
      }
    }
  }
}
