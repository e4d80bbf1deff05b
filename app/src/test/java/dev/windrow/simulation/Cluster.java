package dev.windrow.simulation;

import dev.windrow.topology.SimulatedStages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What all parts of a run share, and what only a mutant keeps beyond a task's life. */
final class Cluster {

  private final Shape shape;
  private final Dice dice;
  private final Trace trace;
  private final Mutant mutant;
  private final Kafka kafka;
  private final Group group;
  private final SimulatedStages stages;
  private final List<Machine> machines = new ArrayList<>();
  private final boolean finishesLater;
  private final Map<Integer, MergeTask> lastMerges = new TreeMap<>();

  /** @param mostAtOnce how many windows of groups are finished at a time */
  Cluster(Shape shape, Dice dice, Trace trace, Mutant mutant, int mostAtOnce) {
    this.finishesLater = mostAtOnce < Integer.MAX_VALUE;
    this.shape = shape;
    this.dice = dice;
    this.trace = trace;
    this.mutant = mutant;
    kafka = new Kafka(shape);
    group = new Group(trace);
    boolean forEver = mutant == Mutant.ANNOUNCEMENT_NEVER_RUNS_OUT && !shape.isNever();
    stages = new SimulatedStages(
        shape.config(), forEver ? Shape.NEVER / 4 : shape.idleAfterMs(), mostAtOnce, mutant != Mutant.RANGE_NOT_CHECKED);
    for (int i = 0; i < shape.machines(); i++) {
      machines.add(new Machine(this, i, dice.between(-40, 40)));
    }
    for (int partition = 0; partition < kafka.partitions(); partition++) {
      group.create(new Task.Id(Task.Stage.COMBINE, partition));
    }
    for (int merge = 0; merge < kafka.mergePartitions(); merge++) {
      group.create(new Task.Id(Task.Stage.MERGE, merge));
    }
  }

  Shape shape() {
    return shape;
  }

  /** Whether windows that have closed can wait to be finished. */
  boolean finishesLater() {
    return finishesLater;
  }

  Dice dice() {
    return dice;
  }

  Trace trace() {
    return trace;
  }

  boolean is(Mutant one) {
    return mutant == one;
  }

  Kafka kafka() {
    return kafka;
  }

  Group group() {
    return group;
  }

  SimulatedStages stages() {
    return stages;
  }

  List<Machine> machines() {
    return machines;
  }

  List<StreamThread> threads() {
    return machines.stream().flatMap(machine -> machine.threads().stream()).toList();
  }

  /** The last task of each merge partition, whatever became of its transaction. */
  Map<Integer, MergeTask> lastMerges() {
    return lastMerges;
  }
}
