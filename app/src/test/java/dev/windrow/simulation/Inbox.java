package dev.windrow.simulation;

import dev.windrow.event.EventBatch;
import dev.windrow.topology.SimulatedStages;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * One input partition of a task: the consumer's position, and the frames that wait, as in Kafka Streams' RecordQueue. The
 * head of the queue is decoded and settled as soon as it is the head, which is before the frame ahead of it is processed.
 */
final class Inbox {

  /** Frames; with more, Kafka Streams pauses the partition. */
  private static final int BUFFERED = 2;

  private final TopicPartition source;
  private final Log<Event> log;
  private final SimulatedStages.Combine stage;
  private final Cluster cluster;
  private final Deque<Waiting> queue = new ArrayDeque<>();
  private long position;
  private long partitionTime = -1;
  private boolean consumed;

  /** A frame in the queue; the batch is there once it is the head. */
  static final class Waiting {

    private final ConsumerRecord<byte[], byte[]> record;
    private final Frame frame;
    private EventBatch batch;

    private Waiting(ConsumerRecord<byte[], byte[]> record, Frame frame) {
      this.record = record;
      this.frame = frame;
    }

    Frame frame() {
      return frame;
    }

    EventBatch batch() {
      return batch;
    }
  }

  Inbox(TopicPartition source, Log<Event> log, SimulatedStages.Combine stage, Cluster cluster) {
    this.source = source;
    this.log = log;
    this.stage = stage;
    this.cluster = cluster;
  }

  TopicPartition source() {
    return source;
  }

  Log<Event> log() {
    return log;
  }

  long position() {
    return position;
  }

  boolean isEmpty() {
    return queue.isEmpty();
  }

  boolean isPaused() {
    return queue.size() > BUFFERED;
  }

  void startAt(Optional<Committed> committed) {
    committed.ifPresent(from -> {
      position = from.offset();
      partitionTime = cluster.is(Mutant.CLOCK_LOST_ON_REBALANCE) ? -1 : from.partitionTime();
    });
  }

  /** Reads up to so many records; the position also passes what is not to be seen. */
  List<ConsumerRecord<byte[], byte[]>> fetch(int maxRecords) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    long end = cluster.is(Mutant.READ_UNCOMMITTED) ? log.end() : log.lastStable();
    while (position < end && records.size() < maxRecords) {
      if (cluster.is(Mutant.READ_UNCOMMITTED) ? log.isRecord(position) : log.isVisible(position)) {
        records.add(record(position, log.at(position)));
      }
      position++;
    }
    return records;
  }

  void add(ConsumerRecord<byte[], byte[]> record, Frame frame) {
    Waiting waiting = new Waiting(record, frame);
    if (frame.idle() && cluster.is(Mutant.IDLE_OVERTAKES_DATA) && queue.size() > 1) {
      Waiting head = queue.removeFirst();
      queue.addFirst(waiting);
      queue.addFirst(head);
    } else {
      queue.add(waiting);
    }
    settleHead();
  }

  Waiting take() {
    Waiting taken = queue.remove();
    partitionTime = Math.max(partitionTime, taken.batch.clockAfter());
    consumed = true;
    settleHead();
    return taken;
  }

  Optional<Committed> committable() {
    if (!consumed) {
      return Optional.empty();
    }
    return Optional.of(new Committed(queue.isEmpty() ? position : offsetToCommit(queue.element()), partitionTime));
  }

  private long offsetToCommit(Waiting head) {
    boolean last = cluster.is(Mutant.LAST_OFFSET_OF_FRAME) && !head.frame.idle();
    return last ? head.frame.next() - 1 : head.record.offset();
  }

  private void settleHead() {
    Waiting head = queue.peek();
    if (head == null || head.batch != null) {
      return;
    }
    head.batch = stage.settle(head.record, partitionTime);
    if (cluster.is(Mutant.LATE_BY_END_OF_BATCH)) {
      head.batch = stage.settle(head.record, head.batch.clockAfter());
    }
  }

  private ConsumerRecord<byte[], byte[]> record(long offset, Event event) {
    RecordHeaders headers = new RecordHeaders();
    for (Map.Entry<String, String> header : event.headers()) {
      headers.add(header.getKey(), header.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    return new ConsumerRecord<>(
        source.topic(), source.partition(), offset, event.timestamp(), TimestampType.CREATE_TIME, 0, 0, event.key(), event.value(), headers,
        Optional.empty());
  }
}
