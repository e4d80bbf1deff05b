package dev.windrow.simulation;

import dev.windrow.topology.OffsetsWentBackException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * One run: a number of steps of chaos, then calm until all is done, then the audit. A seed, a mutant and a number of steps
 * always give the same run.
 */
final class Simulation {

  private static final long CALM_STEP_MS = 250;
  private static final int ROUNDS_TO_DRAIN = 200;

  /** One seed in so many is of a cluster that finishes windows in small pieces. */
  private static final int FINISHES_LATER = 4;

  private final Cluster cluster;
  private final Traffic traffic;
  private final Chaos chaos;
  private final Auditor auditor;
  private final Trace trace;
  private final int steps;

  private Simulation(long seed, Mutant mutant, int steps, boolean traced) {
    Dice dice = new Dice(seed);
    Shape shape = Shape.draw(dice);
    trace = new Trace(traced);
    trace.line("%s", shape);
    int mostAtOnce = seed % FINISHES_LATER == FINISHES_LATER - 1 ? 2 : Integer.MAX_VALUE;
    cluster = new Cluster(shape, dice, trace, mutant, mostAtOnce);
    traffic = new Traffic(cluster);
    chaos = new Chaos(cluster, traffic);
    auditor = new Auditor(shape, trace, cluster.kafka(), cluster.finishesLater());
    this.steps = Math.min(steps, shape.steps());
  }

  /** How a run ended. */
  record Outcome(Optional<Violation> violation, Map<Happening, Integer> counts, List<String> trace, int steps) {}

  static Outcome run(long seed, Mutant mutant) {
    return run(seed, mutant, Integer.MAX_VALUE, false);
  }

  /** A run of at most so many steps before the calm. */
  static Outcome run(long seed, Mutant mutant, int steps, boolean traced) {
    Simulation simulation = new Simulation(seed, mutant, steps, traced);
    Optional<Violation> violation = Optional.empty();
    try {
      simulation.run(mutant);
    } catch (Violation found) {
      violation = Optional.of(found);
    } catch (RuntimeException thrown) {
      violation = Optional.of(new Violation(Invariant.NO_EXCEPTION, thrown.toString(), thrown));
    }
    return new Outcome(violation, simulation.trace.counts(), simulation.trace.lines(), simulation.steps);
  }

  private void run(Mutant mutant) {
    for (int step = 1; step <= steps; step++) {
      trace.step(step);
      chaos.step();
    }
    trace.line("the faults stop");
    traffic.endAllTransactions();
    calm();
    drain();
    auditor.check();
    if (cluster.dice().chance(0.05) || mutant == Mutant.RANGE_NOT_CHECKED) {
      loseOffsets();
    }
  }

  /** Everything works and time goes on until nothing is missing. */
  private void calm() {
    Shape shape = cluster.shape();
    long idleMs = shape.isNever() ? 0 : 3 * shape.idleAfterMs();
    long deadline = cluster.kafka().nowMs() + 20_000 + idleMs + 2 * shape.horizonMs();
    cluster.machines().stream().filter(machine -> !machine.isUp()).forEach(Machine::start);
    Optional<String> missing = Optional.of("everything");
    while (missing.isPresent()) {
      round(0);
      chaos.pass(CALM_STEP_MS);
      auditor.advance();
      missing = auditor.missing();
      if (missing.isPresent() && cluster.kafka().nowMs() > deadline) {
        auditor.checkMerges();
        throw new Violation(Invariant.LIVENESS, "long after the faults have stopped there are still " + missing.get());
      }
    }
  }

  /** What is on its way is merged and committed; nothing new is read. */
  private void drain() {
    // What the dead have left open blocks readers until it times out.
    chaos.pass(Kafka.TRANSACTION_TIMEOUT_MS + 1);
    int rounds = 0;
    do {
      round(1);
      if (rounds++ > ROUNDS_TO_DRAIN) {
        throw new Violation(Invariant.LIVENESS, "some threads never come to rest");
      }
    } while (!cluster.threads().stream().allMatch(StreamThread::isDrained));
    while (cluster.kafka().deliverMarker(cluster.dice())) {
      continue;
    }
    auditor.advance();
  }

  /** Every thread gets its turn; requests for input are answered, or not. */
  private void round(double unanswered) {
    cluster.threads().forEach(StreamThread::rejoinIfIdle);
    for (int orphans = cluster.group().orphans().size(); orphans > 0; orphans--) {
      chaos.assignOrphan();
    }
    for (StreamThread thread : cluster.threads()) {
      if (thread.isCommitting()) {
        thread.endCommit();
      }
      while (cluster.kafka().deliverMarker(cluster.dice())) {
        continue;
      }
      thread.poll(1000, unanswered);
      while (thread.process()) {
        continue;
      }
      if (thread.beginCommit()) {
        thread.endCommit();
      }
    }
  }

  /** The group's offset of some partition is lost while the state lives on: stage 2 must refuse what comes (rule S13). */
  private void loseOffsets() {
    List<TopicPartition> read = cluster.kafka().inputs().entrySet().stream()
        .filter(input -> input.getValue().hasUnread(0)).map(Map.Entry::getKey).toList();
    if (read.isEmpty()) {
      return;
    }
    TopicPartition lost = cluster.dice().pick(read);
    trace.line("the offset of %s is lost", lost);
    trace.saw(Happening.OFFSETS_LOST);
    cluster.kafka().loseOffset(lost);
    cluster.threads().forEach(StreamThread::lose);
    try {
      for (int rounds = 0; rounds < ROUNDS_TO_DRAIN; rounds++) {
        round(0);
      }
    } catch (OffsetsWentBackException promised) {
      return;
    }
    throw new Violation(Invariant.LOST_OFFSETS, lost + " was read again and counted twice");
  }
}
