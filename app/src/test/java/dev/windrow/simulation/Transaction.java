package dev.windrow.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * A producer's transaction. It is decided at once, but each log learns of it by a marker of its own, in any order: until
 * then the log's readers wait, also for the offsets that the transaction commits.
 */
final class Transaction {

  private final String producer;
  private final long beganMs;
  private final List<Log<?>> unmarked = new ArrayList<>();
  private final Map<TopicPartition, Committed> offsets = new TreeMap<>(Kafka.BY_NAME);
  private State state = State.OPEN;

  private enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  Transaction(String producer, long beganMs) {
    this.producer = producer;
    this.beganMs = beganMs;
  }

  void wrote(Log<?> log) {
    if (state != State.OPEN) {
      throw new IllegalStateException("expected an open transaction of " + producer + ", found it " + state);
    }
    if (!unmarked.contains(log)) {
      unmarked.add(log);
    }
  }

  void commitsOffsets(Map<TopicPartition, Committed> positions) {
    offsets.putAll(positions);
  }

  void commit() {
    decide(State.COMMITTED);
  }

  void abort() {
    decide(State.ABORTED);
  }

  boolean isOpen() {
    return state == State.OPEN;
  }

  boolean isCommitted() {
    return state == State.COMMITTED;
  }

  /** Whether readers of a log that it wrote to have to wait. */
  boolean isOpenIn(Log<?> log) {
    return isOpen() || unmarked.contains(log);
  }

  /** Whether it is decided and all logs know. */
  boolean isFinished() {
    return !isOpen() && unmarked.isEmpty();
  }

  /** The logs that wait for a marker, once it is decided. */
  List<Log<?>> unmarked() {
    return unmarked;
  }

  Map<TopicPartition, Committed> offsets() {
    return offsets;
  }

  long beganMs() {
    return beganMs;
  }

  String producer() {
    return producer;
  }

  private void decide(State decision) {
    if (state != State.OPEN) {
      throw new IllegalStateException("expected an open transaction of " + producer + ", found it " + state);
    }
    state = decision;
  }

  @Override
  public String toString() {
    return "the transaction of " + producer;
  }
}
