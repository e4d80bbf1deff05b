package dev.windrow.simulation;

import dev.windrow.kafka.ClockMoves;
import java.util.ArrayList;
import java.util.List;

/** A process on a machine whose clock is a little off. */
final class Machine {

  private final Cluster cluster;
  private final int number;
  private final long skewMs;
  private final List<StreamThread> threads = new ArrayList<>();
  private ClockMoves moves = new ClockMoves();
  private int starts;

  Machine(Cluster cluster, int number, long skewMs) {
    this.cluster = cluster;
    this.number = number;
    this.skewMs = skewMs;
    start();
  }

  void start() {
    starts++;
    moves = new ClockMoves();
    for (int i = 0; i < cluster.shape().threads(); i++) {
      StreamThread thread = new StreamThread(cluster, this, "thread " + number + "." + starts + "." + i);
      threads.add(thread);
      cluster.group().join(thread);
    }
    cluster.trace().line("machine %d starts, its clock %d ms off", number, skewMs);
  }

  /** Everything in memory is gone; nobody tells the group or the broker. */
  void crash() {
    cluster.trace().line("machine %d crashes", number);
    threads.clear();
  }

  boolean isUp() {
    return !threads.isEmpty();
  }

  List<StreamThread> threads() {
    return threads;
  }

  long nowMs() {
    return cluster.kafka().nowMs() + skewMs;
  }

  ClockMoves moves() {
    return moves;
  }
}
