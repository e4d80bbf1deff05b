package dev.windrow.simulation;

import dev.windrow.kafka.SimulatedPoll;
import java.util.Optional;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Finds out where a task that has just been assigned goes on: from the coordinator, and from the copies of what was committed. */
final class Start {

  private final Cluster cluster;
  private final long copiesEnd;
  private final long askedMs;

  /** The copies are read up to here, whatever is undecided before that. */
  Start(Cluster cluster) {
    this.cluster = cluster;
    askedMs = cluster.kafka().nowMs();
    copiesEnd = cluster.is(Mutant.COPIES_READ_BEFORE_THEY_ARE_DECIDED) ? 0 : cluster.kafka().offsetCopies().end();
  }

  /** Whether nothing is undecided that could change the answer. */
  boolean isKnown(TopicPartition partition) {
    return (cluster.kafka().isStable(partition) || isStuck(partition)) && cluster.kafka().offsetCopies().lastStable() >= copiesEnd;
  }

  /** The coordinator waits for something that must have been decided, for longer than anything can be undecided. */
  private boolean isStuck(TopicPartition partition) {
    return cluster.kafka().waitsInVain(partition) && cluster.kafka().nowMs() - askedMs > Kafka.TRANSACTION_TIMEOUT_MS;
  }

  Optional<Committed> of(TopicPartition partition) {
    Optional<Committed> answered = cluster.kafka().committed(partition);
    if (cluster.is(Mutant.COORDINATOR_BELIEVED)) {
      return answered;
    }
    OffsetAndMetadata start = SimulatedPoll.start(partition, asKafkaHasIt(answered), asKafkaHasIt(copy(partition)), isStuck(partition));
    Optional<Committed> decided = Optional.ofNullable(start).map(found -> new Committed(found.offset(), Long.parseLong(found.metadata())));
    if (!decided.equals(answered)) {
      cluster.trace().line("the coordinator says %s of %s, it was %s", answered, partition, decided);
      cluster.trace().saw(Happening.OLD_OFFSET_CORRECTED);
    }
    return decided;
  }

  private Optional<Committed> copy(TopicPartition partition) {
    Log<Kafka.OffsetCopy> log = cluster.kafka().offsetCopies();
    Optional<Committed> last = Optional.empty();
    for (long offset = 0; offset < log.lastStable(); offset++) {
      if (log.isVisible(offset) && log.at(offset).partition().equals(partition)) {
        last = Optional.of(log.at(offset).committed());
      }
    }
    return last;
  }

  private static OffsetAndMetadata asKafkaHasIt(Optional<Committed> committed) {
    return committed.map(known -> new OffsetAndMetadata(known.offset(), Long.toString(known.partitionTime()))).orElse(null);
  }
}
