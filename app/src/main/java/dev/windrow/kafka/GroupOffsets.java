package dev.windrow.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a group has committed, and so where reading goes on in partitions that have been assigned and with which metadata, which holds the partition's clock:
 * what the coordinator says or, where it has forgotten the latest, what the offsets topic says. It is decided once for each assignment, so that offset
 * and metadata are of the same commit even if the coordinator's next answer is another one.
 *
 * <p>Confined to a stream thread.
 */
final class GroupOffsets implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(GroupOffsets.class);

  private static final Duration SHORT_WAIT = Duration.ofSeconds(1);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

  private final OffsetCopies copies;
  private final Duration undecidedAtMost;

  /** Waits for transactions to be decided. */
  private final Coordinator patient;

  /** Answers at once, without what may be undecided. */
  private final Coordinator impatient;

  private final Map<TopicPartition, OffsetAndMetadata> decided = new HashMap<>();

  /** For whose transactions the coordinator waits, although they must have been decided long ago. */
  private final Set<TopicPartition> stuck = new HashSet<>();

  /** Says what was committed. */
  interface Coordinator {

    /** Null, or no entry, for a partition of which nothing was committed. Throws Kafka's TimeoutException without an answer in time. */
    Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout);
  }

  GroupOffsets(OffsetsTopic topic, OffsetCopies copies, Coordinator patient, Coordinator impatient) {
    this.undecidedAtMost = topic.undecidedAtMost();
    this.copies = copies;
    this.patient = patient;
    this.impatient = impatient;
  }

  /** Where to go on in partitions that have just been assigned, as far as something is known. Throws Kafka's exception without an answer in time. */
  Map<TopicPartition, OffsetAndMetadata> decide(Collection<TopicPartition> assigned) {
    Set<TopicPartition> partitions = Set.copyOf(assigned);
    Map<TopicPartition, OffsetAndMetadata> answered = ask(partitions, undecidedAtMost);
    Map<TopicPartition, OffsetAndMetadata> now =
        StartPositions.of(answered, copies.read(known -> StartPositions.isContradicted(answered, known)), stuck);
    decided.putAll(now);
    return now;
  }

  /** What the coordinator says meanwhile, unless that is older than what was decided. */
  Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration timeout) {
    boolean isStuck = partitions.stream().anyMatch(stuck::contains);
    Map<TopicPartition, OffsetAndMetadata> later = new HashMap<>(isStuck ? ask(partitions, SHORT_WAIT) : patient.committed(partitions, timeout));
    decided.keySet().stream().filter(partitions::contains)
        .forEach(partition -> later.merge(partition, decided.get(partition), (answer, decision) -> answer.offset() < decision.offset() ? decision : answer));
    return later;
  }

  void forget(Collection<TopicPartition> partitions) {
    decided.keySet().removeAll(partitions);
    stuck.removeAll(partitions);
  }

  @Override
  public void close() {
    copies.close();
  }

  private Map<TopicPartition, OffsetAndMetadata> ask(Set<TopicPartition> partitions, Duration patience) {
    try {
      Map<TopicPartition, OffsetAndMetadata> answer = patient.committed(partitions, patience);
      stuck.removeAll(partitions);
      return answer;
    } catch (TimeoutException undecided) {
      Map<TopicPartition, OffsetAndMetadata> answer = new HashMap<>(impatient.committed(partitions, ANSWER_WITHIN));
      partitions.forEach(partition -> answer.putIfAbsent(partition, null));
      if (stuck.addAll(partitions)) {
        log.warn("the group's coordinator has waited for {} s for the end of some transaction to say what was committed of {}: a coordinator that has just"
            + " moved can miss that end. The offsets topic is believed instead", patience.toSeconds(), partitions);
      }
      return answer;
    }
  }
}
