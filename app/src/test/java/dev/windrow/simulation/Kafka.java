package dev.windrow.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.common.TopicPartition;

/** The broker: logs, transactions, the group's offsets, and a clock that only the scheduler moves. */
final class Kafka {

  static final Comparator<TopicPartition> BY_NAME =
      Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

  static final long TRANSACTION_TIMEOUT_MS = 6_000;
  static final String PARTIALS = "partials";

  private final SortedMap<TopicPartition, Log<Event>> inputs = new TreeMap<>(BY_NAME);
  private final List<Log<Output>> partials = new ArrayList<>();
  private final List<Log<Change>> windows = new ArrayList<>();
  private final List<Log<Change>> sources = new ArrayList<>();
  private final Log<Output> results = new Log<>("results");
  private final Log<Output> late = new Log<>("late");
  private final Log<Output> deadLetters = new Log<>("dead letters");
  private final Log<Object> offsetsLog = new Log<>("offsets");
  private final Log<OffsetCopy> offsetCopies = new Log<>("offset copies");
  private final Map<TopicPartition, Committed> offsets = new TreeMap<>(BY_NAME);
  private final Map<TopicPartition, List<Committed>> earlier = new TreeMap<>(BY_NAME);
  private final Set<TopicPartition> stuck = new TreeSet<>(BY_NAME);
  private final List<Transaction> unfinished = new ArrayList<>();
  private final List<String> topics;
  private int partitionCount;
  private long nowMs = 100_000;

  /** What is written of a committed offset besides telling the coordinator. */
  record OffsetCopy(TopicPartition partition, Committed committed) {}

  Kafka(Shape shape) {
    topics = shape.topics();
    growTo(shape.partitions());
    for (int merge = 0; merge < shape.mergePartitions(); merge++) {
      partials.add(new Log<>(PARTIALS + "-" + merge));
      windows.add(new Log<>("windows-" + merge));
      sources.add(new Log<>("sources-" + merge));
    }
  }

  /** Gives all input topics so many partitions. */
  void growTo(int count) {
    for (String topic : topics) {
      for (int partition = partitionCount; partition < count; partition++) {
        inputs.put(new TopicPartition(topic, partition), new Log<>(topic + "-" + partition));
      }
    }
    partitionCount = count;
  }

  int partitions() {
    return partitionCount;
  }

  List<String> topics() {
    return topics;
  }

  SortedMap<TopicPartition, Log<Event>> inputs() {
    return inputs;
  }

  Log<Event> input(TopicPartition partition) {
    return inputs.get(partition);
  }

  Log<Output> partials(int merge) {
    return partials.get(merge);
  }

  Log<Change> windows(int merge) {
    return windows.get(merge);
  }

  Log<Change> sources(int merge) {
    return sources.get(merge);
  }

  int mergePartitions() {
    return partials.size();
  }

  Log<Output> results() {
    return results;
  }

  Log<Output> late() {
    return late;
  }

  Log<Output> deadLetters() {
    return deadLetters;
  }

  long nowMs() {
    return nowMs;
  }

  /** Time goes on; transactions that have been open for too long are aborted. Returns those. */
  List<Transaction> pass(long ms) {
    nowMs += ms;
    List<Transaction> expired =
        unfinished.stream().filter(one -> one.isOpen() && nowMs - one.beganMs() > TRANSACTION_TIMEOUT_MS).toList();
    expired.forEach(Transaction::abort);
    return expired;
  }

  Transaction begin(String producer) {
    Transaction transaction = new Transaction(producer, nowMs);
    unfinished.add(transaction);
    return transaction;
  }

  /** The first half of a commit: the offsets are part of the transaction from now on, and whoever asks for them waits. */
  void sendOffsets(Transaction transaction, Map<TopicPartition, Committed> positions) {
    positions.forEach((partition, committed) -> offsetCopies.append(new OffsetCopy(partition, committed), transaction));
    transaction.wrote(offsetsLog);
    transaction.commitsOffsets(positions);
  }

  /** Whether the committed offset of a partition can be told, because no transaction is about to change it. */
  boolean isStable(TopicPartition partition) {
    return !stuck.contains(partition) && unfinished.stream().noneMatch(one -> one.isOpenIn(offsetsLog) && one.offsets().containsKey(partition));
  }

  Optional<Committed> committed(TopicPartition partition) {
    return Optional.ofNullable(offsets.get(partition));
  }

  Log<OffsetCopy> offsetCopies() {
    return offsetCopies;
  }

  /** Whether the coordinator waits for the end of a transaction that it has missed. */
  boolean waitsInVain(TopicPartition partition) {
    return stuck.contains(partition);
  }

  /**
   * The group's coordinator goes back to what it knew some commits ago, when perhaps a transaction was undecided; false when it does not know
   * anything older.
   */
  boolean forgetOffsets(Dice dice) {
    earlier.forEach((partition, before) -> {
      offsets.put(partition, dice.pick(before));
      if (dice.chance(0.2)) {
        stuck.add(partition);
      }
    });
    return !earlier.isEmpty();
  }

  /** Somebody deletes what the group has committed for a partition. */
  void loseOffset(TopicPartition partition) {
    offsets.remove(partition);
  }

  /** One log learns what was decided of one transaction; false when all know. */
  boolean deliverMarker(Dice dice) {
    unfinished.removeIf(Transaction::isFinished);
    List<Transaction> decided = unfinished.stream().filter(one -> !one.isOpen()).toList();
    if (decided.isEmpty()) {
      return false;
    }
    Transaction transaction = dice.pick(decided);
    Log<?> log = dice.pick(transaction.unmarked());
    log.appendGap();
    transaction.unmarked().remove(log);
    if (log == offsetsLog && transaction.isCommitted()) {
      transaction.offsets().forEach((partition, committed) -> {
        offsets.put(partition, committed);
        stuck.remove(partition);
        earlier.computeIfAbsent(partition, added -> new ArrayList<>()).add(committed);
      });
    }
    return true;
  }
}
