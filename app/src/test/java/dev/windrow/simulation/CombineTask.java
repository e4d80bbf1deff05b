package dev.windrow.simulation;

import dev.windrow.topology.SimulatedPartials;
import dev.windrow.topology.SimulatedStages;
import dev.windrow.topology.SimulatedStages.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/** A task of stage 1: the partitions of one number of all input topics. */
final class CombineTask implements Task {

  private final Cluster cluster;
  private final Id id;
  private final Outlet outlet;
  private final boolean afterAbort;
  private final SimulatedStages.Combine stage;
  private final Start start;
  private final List<Inbox> inboxes = new ArrayList<>();
  private boolean running;

  /** @param afterAbort whether what it reads may have been processed before, in vain */
  CombineTask(Cluster cluster, Id id, Machine machine, Outlet outlet, boolean afterAbort) {
    this.cluster = cluster;
    this.id = id;
    this.outlet = outlet;
    this.afterAbort = afterAbort;
    start = new Start(cluster);
    stage = cluster.stages().combine(machine.moves());
    for (String topic : cluster.kafka().topics()) {
      TopicPartition source = new TopicPartition(topic, id.number());
      inboxes.add(new Inbox(source, cluster.kafka().input(source), stage, cluster));
    }
  }

  @Override
  public Id id() {
    return id;
  }

  @Override
  public boolean start() {
    if (!inboxes.stream().allMatch(inbox -> start.isKnown(inbox.source()))) {
      return false;
    }
    inboxes.forEach(inbox -> inbox.startAt(start.of(inbox.source())));
    running = true;
    return true;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  List<Inbox> inboxes() {
    return inboxes;
  }

  @Override
  public boolean process() {
    List<Inbox> waiting = inboxes.stream().filter(inbox -> !inbox.isEmpty()).toList();
    if (waiting.isEmpty()) {
      return false;
    }
    Inbox inbox = cluster.dice().pick(waiting);
    Inbox.Waiting next = inbox.take();
    cluster.trace().line("%s processes %s, clock %d to %d", id, next.frame(), next.batch().clockBefore(), next.batch().clockAfter());
    stage.process(inbox.source().topic(), inbox.source().partition(), next.batch(), sent -> write(sent, next.frame()));
    return true;
  }

  private void write(SimulatedStages.Sent sent, Frame frame) {
    Kafka kafka = cluster.kafka();
    Output output = new Output(sent.topic(), sent.record(), Optional.of(frame), -1, -1);
    if (sent.kind() == Kind.PARTIAL) {
      bent(sent.record().value()).forEach(bytes -> outlet.write(
          kafka.partials(sent.mergePartition()),
          new Output("", sent.record().withValue(bytes), Optional.of(frame), -1, -1)));
      return;
    }
    Log<Output> log = sent.kind() == Kind.LATE ? kafka.late() : kafka.deadLetters();
    if (cluster.is(Mutant.SIDE_RECORDS_NOT_TRANSACTIONAL)) {
      log.append(output);
    } else {
      outlet.write(log, output);
    }
  }

  private List<byte[]> bent(byte[] partial) {
    if (cluster.is(Mutant.CLOCK_BEFORE_SUMS)) {
      return SimulatedPartials.clockFirst(partial);
    }
    return List.of(afterAbort && cluster.is(Mutant.LEDGER_TWICE_ON_RETRY) ? SimulatedPartials.ledgerTwice(partial) : partial);
  }

  @Override
  public Map<TopicPartition, Committed> positions() {
    Map<TopicPartition, Committed> positions = new TreeMap<>(Kafka.BY_NAME);
    inboxes.forEach(inbox -> inbox.committable().ifPresent(committed -> positions.put(inbox.source(), committed)));
    return positions;
  }

  @Override
  public boolean hasQueued() {
    return inboxes.stream().anyMatch(inbox -> !inbox.isEmpty());
  }

  @Override
  public boolean isBehind() {
    return inboxes.stream().anyMatch(inbox -> inbox.log().hasUnread(inbox.position()));
  }
}
