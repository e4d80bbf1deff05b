package dev.windrow.sink.postgresql;

import dev.windrow.config.Sink;
import dev.windrow.sink.postgresql.Offsets.Position;
import dev.windrow.sink.postgresql.PartitionLoad.Loaders;
import dev.windrow.value.Printable;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that are this process's now: reads on where the database says, as long as there is room for what is read, and has what is due loaded. Confined to
 * the thread that reads, but for what the workers do. Kafka's group says whose a partition is; that only one writes is for the {@link Offsets} to see to.
 */
final class Assignment implements ConsumerRebalanceListener {

  private static final Logger log = LoggerFactory.getLogger(Assignment.class);

  /** How long who was taken over waits before it claims what is still its own by the group. */
  private static final long CLAIM_AGAIN_MS = 1_000;

  /** How long a rebalance waits for a transaction that is under way. */
  private static final long END_WITHIN_MS = 2_000;

  private final String sink;
  private final Consumer<byte[], byte[]> consumer;
  private final ExecutorService workers;
  private final Loaders loaders;
  private final Supplier<Waiting> rooms;
  private final Clock clock;

  private final Map<TopicPartition, PartitionLoad> loads = new HashMap<>();
  private final Map<TopicPartition, Long> fencedMs = new HashMap<>();
  private final Set<TopicPartition> reading = new HashSet<>();

  private final Busy busy = new Busy();

  /** What no worker should meet. Written by whoever meets it. */
  private volatile Optional<SinkUnusableException> broken = Optional.empty();

  Assignment(String sink, Consumer<byte[], byte[]> consumer, ExecutorService workers, Loaders loaders, Supplier<Waiting> rooms, Clock clock) {
    this.sink = sink;
    this.consumer = consumer;
    this.workers = workers;
    this.loaders = loaders;
    this.rooms = rooms;
    this.clock = clock;
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    for (TopicPartition partition : partitions) {
      // Any place will do until the database has said which one: it is not read meanwhile.
      consumer.seek(partition, 0);
      begin(partition);
    }
    consumer.pause(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    List<PartitionLoad> ended = partitions.stream().map(this::end).flatMap(Optional::stream).toList();
    try {
      busy.awaitNone(ended, END_WITHIN_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void onPartitionsLost(Collection<TopicPartition> partitions) {
    partitions.forEach(this::end);
  }

  /** Takes what has been read. An error of Windrow itself in a worker comes out here: a partition that silently stands still would look like one without news. */
  void take(ConsumerRecords<byte[], byte[]> polled) throws SinkUnusableException {
    if (broken.isPresent()) {
      throw broken.get();
    }
    for (TopicPartition partition : reading) {
      loads.get(partition).waiting().add(polled.records(partition), consumer.position(partition), clock.millis());
    }
    List.copyOf(loads.values()).forEach(this::look);
    for (PartitionLoad load : loads.values()) {
      readOn(load);
    }
  }

  /** Looks anew where a partition begins and ends: what it had at its place is gone. */
  void readAnew(TopicPartition partition) {
    end(partition);
    begin(partition);
    consumer.pause(List.of(partition));
  }

  /** Records that have been read and are not loaded. */
  long waiting() {
    return loads.values().stream().mapToLong(load -> load.waiting().size()).sum();
  }

  /** Records that are in Kafka and not loaded, as far as Kafka has told. */
  long behind() {
    return waiting() + reading.stream().mapToLong(partition -> consumer.currentLag(partition).orElse(0)).sum();
  }

  /** How far the partitions that are ours are loaded. */
  Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    loads.values().forEach(load -> load.position().ifPresent(at -> positions.put(load.partition(), at.next())));
    return positions;
  }

  void endAll() {
    onPartitionsRevoked(List.copyOf(loads.keySet()));
  }

  private void begin(TopicPartition partition) {
    loads.put(partition, new PartitionLoad(partition, loaders, rooms.get(), clock));
  }

  private Optional<PartitionLoad> end(TopicPartition partition) {
    reading.remove(partition);
    fencedMs.remove(partition);
    Optional<PartitionLoad> load = Optional.ofNullable(loads.remove(partition));
    load.ifPresent(PartitionLoad::end);
    return load;
  }

  private void look(PartitionLoad load) {
    TopicPartition partition = load.partition();
    if (load.isFenced()) {
      if (clock.millis() - fencedMs.computeIfAbsent(partition, fenced -> clock.millis()) >= CLAIM_AGAIN_MS) {
        readAnew(partition);
      }
    } else if (load.isDue() && busy.add(load)) {
      hand(load);
    }
  }

  private void hand(PartitionLoad load) {
    try {
      workers.execute(() -> work(load));
    } catch (RejectedExecutionException closed) {
      busy.remove(load);
    }
  }

  /** One step at a time: others wait for the worker, too. */
  private void work(PartitionLoad load) {
    boolean goesOn = false;
    try {
      load.step();
      goesOn = load.isDue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | OutOfMemoryError e) {
      breakDown(load, e);
    }
    if (goesOn) {
      hand(load);
    } else {
      busy.remove(load);
    }
  }

  private void breakDown(PartitionLoad load, Throwable error) {
    load.end();
    log.error("sink {}: {} is not loaded further, by an error of Windrow itself", sink, load.partition(), error);
    broken = Optional.of(new SinkUnusableException("sink " + sink + ": " + load.partition() + " is not loaded further, by an error of Windrow itself: "
        + Printable.text(String.valueOf(error)), error));
  }

  private void readOn(PartitionLoad load) throws SinkUnusableException {
    TopicPartition partition = load.partition();
    if (load.position().isPresent() && !load.isFenced() && !load.isOver() && reading.add(partition)) {
      seek(partition, load.position().get());
      consumer.resume(List.of(partition));
    } else if (reading.contains(partition)) {
      if (load.isFenced() || load.waiting().isFull()) {
        consumer.pause(List.of(partition));
      } else if (load.waiting().isHalfEmpty()) {
        consumer.resume(List.of(partition));
      }
    }
  }

  private void seek(TopicPartition partition, Position position) throws SinkUnusableException {
    long first = consumer.beginningOffsets(List.of(partition)).get(partition);
    long end = consumer.endOffsets(List.of(partition)).get(partition);
    if (position.next() > end) {
      throw new SinkUnusableException("sink " + sink + ": topic " + partition.topic() + " ends at offset " + end + " in partition " + partition.partition()
          + ", but is loaded up to " + position.next() + ": it was deleted and made anew. To load it from the start: delete its rows from " + Sink.OFFSETS_TABLE, null);
    }
    if (position.next() > 0 && position.next() < first) {
      log.warn("sink {}: {} had records from offset {} on that were not loaded, and Kafka has deleted those before {} (retention)", sink, partition, position.next(), first);
    }
    consumer.seek(partition, Math.max(first, position.next()));
  }
}
