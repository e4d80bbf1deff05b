package dev.windrow.simulation;

import java.util.List;

/** The scheduler: picks what happens next, fault or not. */
final class Chaos {

  private static final int MOST_PARTITIONS = 5;

  private final Cluster cluster;
  private final Traffic traffic;
  private final Dice dice;

  Chaos(Cluster cluster, Traffic traffic) {
    this.cluster = cluster;
    this.traffic = traffic;
    dice = cluster.dice();
  }

  void step() {
    if (dice.chance(cluster.shape().faults())) {
      fault();
      return;
    }
    int roll = dice.below(100);
    if (roll < 22) {
      traffic.append();
    } else if (roll < 25) {
      traffic.endTransaction();
    } else if (roll < 33) {
      cluster.kafka().deliverMarker(dice);
    } else if (roll < 43) {
      pass(dice.chance(0.08) ? dice.between(500, 4000) : dice.below(500));
    } else if (roll < 48) {
      assignOrphan();
    } else {
      run(roll);
    }
  }

  /** Some thread does something. */
  private void run(int roll) {
    List<StreamThread> threads = cluster.threads();
    if (threads.isEmpty()) {
      return;
    }
    StreamThread thread = dice.pick(threads);
    if (thread.isCommitting()) {
      if (dice.chance(0.6)) {
        thread.endCommit();
      }
    } else if (roll < 68) {
      learnOfExpulsion(thread);
      thread.poll(dice.chance(0.3) ? 1000 : 1 + dice.below(8), 0.2);
    } else if (roll < 86) {
      for (int records = 1 + dice.below(8); records > 0 && thread.process(); records--) {
        continue;
      }
    } else if (roll < 97 || thread.isCommitWanted()) {
      thread.beginCommit();
    }
  }

  /** A thread that the group has expelled may learn of it by polling, or go on. */
  private void learnOfExpulsion(StreamThread thread) {
    if (!cluster.group().isMember(thread) && dice.chance(0.15)) {
      thread.lose();
    }
  }

  void pass(long ms) {
    cluster.kafka().pass(ms).forEach(transaction -> {
      cluster.trace().line("%s times out", transaction);
      cluster.trace().saw(Happening.TRANSACTION_TIMED_OUT);
    });
  }

  void assignOrphan() {
    List<StreamThread> members = cluster.group().members().stream().filter(cluster.threads()::contains).toList();
    List<Task.Id> orphans = cluster.group().orphans();
    if (!orphans.isEmpty() && !members.isEmpty()) {
      cluster.group().assign(dice.pick(orphans), dice.pick(members));
    }
  }

  private void fault() {
    switch (dice.below(11)) {
      case 0, 1 -> crash();
      case 2 -> restart();
      case 3, 4 -> expel();
      case 5, 6, 7 -> move();
      case 8 -> lose();
      case 9 -> forget();
      default -> grow();
    }
  }

  private void crash() {
    Machine machine = dice.pick(cluster.machines());
    if (machine.isUp()) {
      List<StreamThread> threads = List.copyOf(machine.threads());
      threads.forEach(StreamThread::sawLoss);
      machine.crash();
      cluster.trace().saw(Happening.MACHINE_CRASHED);
      // When the group notices does not matter: the tasks wait for an owner as long as chance wants.
      threads.forEach(cluster.group()::expel);
      if (dice.chance(0.7)) {
        machine.start();
      }
    }
  }

  private void restart() {
    cluster.machines().stream().filter(machine -> !machine.isUp()).findFirst().ifPresent(Machine::start);
  }

  /** The group has not heard of a thread for too long; the thread does not know. */
  private void expel() {
    List<StreamThread> members = cluster.group().members().stream().filter(StreamThread::hasTasks).toList();
    if (!members.isEmpty()) {
      StreamThread thread = dice.pick(members);
      cluster.trace().line("%s is taken for dead", thread);
      cluster.group().expel(thread);
      for (int tasks = dice.below(4); tasks > 0; tasks--) {
        assignOrphan();
      }
    }
  }

  private void move() {
    List<StreamThread> members = cluster.group().members().stream().filter(thread -> thread.hasTasks() && !thread.isCommitting()).toList();
    if (members.isEmpty()) {
      return;
    }
    StreamThread from = dice.pick(members);
    List<Task.Id> tasks = cluster.group().tasksOf(from);
    Task.Id task = dice.pick(tasks);
    if (from.beginCommit()) {
      from.endCommit();
    }
    if (cluster.group().tasksOf(from).contains(task)) {
      cluster.trace().line("%s gives %s away", from, task);
      cluster.trace().saw(Happening.TASK_MOVED_CLEANLY);
      from.drop(task);
      cluster.group().release(List.of(task));
    }
  }

  private void lose() {
    List<StreamThread> threads = cluster.threads().stream().filter(StreamThread::hasTasks).toList();
    if (!threads.isEmpty()) {
      dice.pick(threads).lose();
    }
  }

  /** A coordinator that has just moved takes an early part of its log for the whole; who joins then is told old offsets. */
  private void forget() {
    if (cluster.kafka().forgetOffsets(dice)) {
      cluster.trace().line("the coordinator goes back to older offsets");
      cluster.trace().saw(Happening.OFFSETS_FORGOTTEN);
      cluster.threads().stream().filter(StreamThread::hasTasks).forEach(StreamThread::lose);
      for (int tasks = cluster.group().orphans().size(); tasks > 0; tasks--) {
        assignOrphan();
      }
    }
  }

  private void grow() {
    Kafka kafka = cluster.kafka();
    if (kafka.partitions() < MOST_PARTITIONS && dice.chance(0.5)) {
      cluster.group().create(new Task.Id(Task.Stage.COMBINE, kafka.partitions()));
      kafka.growTo(kafka.partitions() + 1);
      cluster.trace().line("there are %d partitions now", kafka.partitions());
      cluster.trace().saw(Happening.PARTITIONS_ADDED);
    }
  }
}
