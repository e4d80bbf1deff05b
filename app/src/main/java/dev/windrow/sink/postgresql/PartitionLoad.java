package dev.windrow.sink.postgresql;

import dev.windrow.sink.postgresql.Offsets.Position;
import dev.windrow.sink.postgresql.Waiting.Taken;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads one partition, batch by batch, for as long as it is this process's. What the database refuses is narrowed down to the row, by halves; all before it is
 * loaded then, and all behind it is too. {@link #step} is for one thread at a time, the rest for the one that reads.
 */
final class PartitionLoad {

  private static final Logger log = LoggerFactory.getLogger(PartitionLoad.class);

  private final TopicPartition partition;
  private final Loaders loaders;
  private final Waiting waiting;
  private final Clock clock;
  private final CountDownLatch over = new CountDownLatch(1);

  /** Written by whoever makes a step. */
  private volatile Optional<Position> position = Optional.empty();

  private volatile boolean fenced;

  /** Those of the batch of this step: they are met again while it is narrowed down. */
  private final Set<Letter> kept = new HashSet<>();

  PartitionLoad(TopicPartition partition, Loaders loaders, Waiting waiting, Clock clock) {
    this.partition = partition;
    this.loaders = loaders;
    this.waiting = waiting;
    this.clock = clock;
  }

  /**
   * What all partitions of a sink have in common.
   *
   * @param owner names this process
   */
  record Loaders(Target target, TopicTables tables, DeadLetters deadLetters, Patience patience, SinkProgress progress, String owner) {}

  /** A dead letter of this partition. */
  private record Letter(long offset, Optional<Refusal> why) {

    static Letter of(Decoded record) {
      return new Letter(record.source().offset(), record.refusal());
    }
  }

  TopicPartition partition() {
    return partition;
  }

  Waiting waiting() {
    return waiting;
  }

  /** How far it is loaded; empty before the database has been asked. */
  Optional<Position> position() {
    return position;
  }

  /** Whether somebody else has taken the partition over. */
  boolean isFenced() {
    return fenced;
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Ends what waits for something soon. */
  void end() {
    over.countDown();
  }

  /** Whether there is something to do. */
  boolean isDue() {
    if (fenced || isOver()) {
      return false;
    }
    return position.map(at -> waiting.isDue(at.next(), clock.millis())).orElse(true);
  }

  /** Claims the partition, or loads a batch. */
  void step() throws InterruptedException {
    if (position.isEmpty()) {
      position = loaders.patience().insist(this, over, () -> loaders.target().claim(partition, loaders.owner()));
      return;
    }
    kept.clear();
    Optional<Taken> taken = waiting.take(position.get().next(), clock.millis());
    if (taken.isPresent()) {
      load(new Batch(decode(taken.get().records()), taken.get().next()));
    }
  }

  private List<Decoded> decode(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(loaders.tables()::decode).toList();
  }

  private void load(Batch batch) throws InterruptedException {
    if (fenced || isOver() || !areKept(batch.refused())) {
      return;
    }
    long began = System.nanoTime();
    loaders.progress().begins(batch.records().size());
    try {
      Optional<Boolean> written = write(batch);
      written.ifPresent(isOurs -> settle(batch, isOurs));
    } catch (RowRefusedException e) {
      narrow(batch, e);
    } finally {
      loaders.progress().ends(batch.records().size(), began);
    }
  }

  /** Before the database says that they are behind us. */
  private boolean areKept(List<Decoded> refused) throws InterruptedException {
    List<Decoded> more = refused.stream().filter(record -> !kept.contains(Letter.of(record))).toList();
    if (more.isEmpty()) {
      return true;
    }
    Optional<Boolean> sent = loaders.patience().insist(this, over, () -> {
      loaders.deadLetters().send(more);
      return true;
    });
    more.stream().map(Letter::of).forEach(kept::add);
    return sent.isPresent();
  }

  private Optional<Boolean> write(Batch batch) throws InterruptedException, RowRefusedException {
    Position from = position.orElseThrow();
    return batch.hasRows()
        ? loaders.patience().attempt(this, over, () -> loaders.target().write(partition, from, batch))
        : loaders.patience().insist(this, over, () -> loaders.target().write(partition, from, batch));
  }

  private void narrow(Batch batch, RowRefusedException e) throws InterruptedException {
    if (batch.isSmallest()) {
      log.debug("sink: {} has a record that is refused", partition, e);
      load(batch.refused(e.reason(), e.getMessage()));
      return;
    }
    for (Batch half : batch.halves()) {
      load(half);
    }
  }

  private void settle(Batch batch, boolean isOurs) {
    if (isOurs) {
      position = Optional.of(position.orElseThrow().at(batch.next()));
      loaders.progress().written(batch);
    } else {
      fenced = true;
      log.info("{}: another process has taken it over, at {} or later", partition, position.orElseThrow().next());
    }
  }
}
