package dev.windrow.simulation;

import dev.windrow.kafka.IdlePolicy;
import dev.windrow.kafka.SimulatedPoll;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A stream thread: a consumer, a transactional producer, and tasks that write into one transaction. A commit has two
 * halves, between which anything can happen elsewhere. Who was fenced aborts, loses all tasks and joins again.
 */
final class StreamThread implements Task.Outlet, SimulatedPoll.Broker {

  private final Cluster cluster;
  private final Machine machine;
  private final String name;
  private final SimulatedPoll poll;
  private final SortedMap<Task.Id, Task> tasks = new TreeMap<>();
  private int partitionsSeen;
  private double unanswered;

  /** Open, or aborted by the broker without our knowing; null when nothing was written since the last commit. */
  private Transaction transaction;

  /** The last one: the next can't begin before all logs know of it. */
  private Transaction previous;

  private boolean committing;
  private boolean commitWanted;

  private static final class Fenced extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  StreamThread(Cluster cluster, Machine machine, String name) {
    this.cluster = cluster;
    this.machine = machine;
    this.name = name;
    Shape shape = cluster.shape();
    poll = new SimulatedPoll(new IdlePolicy(shape.idleAfterMs(), shape.horizonMs()), machine.moves());
    partitionsSeen = cluster.kafka().partitions();
  }

  void assign(Task.Id id) {
    tasks.put(id, id.stage() == Task.Stage.COMBINE
        ? new CombineTask(cluster, id, machine, this, cluster.group().wasLost(id))
        : new MergeTask(cluster, id, machine, this));
    poll.rebalanced(cluster.kafka().topics().stream().map(topic -> new TopicPartition(topic, id.number())).toList());
  }

  /** Gives a task away, after a commit. */
  void drop(Task.Id id) {
    tasks.remove(id);
    poll.rebalanced(cluster.kafka().topics().stream().map(topic -> new TopicPartition(topic, id.number())).toList());
  }

  /**
   * One poll of the consumer: records of every partition that is not paused, and idle frames.
   *
   * @param missing how likely a request for an input partition's records, or for its end, is not answered
   */
  void poll(int maxRecords, double missing) {
    if (committing) {
      return;
    }
    unanswered = missing;
    partitionsSeen = cluster.dice().chance(0.3) ? cluster.kafka().partitions() : partitionsSeen;
    if (!startTasks()) {
      return;
    }
    List<Inbox> inboxes = new ArrayList<>();
    for (Task task : tasks.values()) {
      if (task instanceof CombineTask combine && combine.isRunning()) {
        inboxes.addAll(combine.inboxes());
      } else if (task instanceof MergeTask merge && merge.isRunning()) {
        merge.poll(maxRecords);
      }
    }
    pollInputs(inboxes, maxRecords);
  }

  /** False when this thread was fenced: a task may write to its stores already when it starts. */
  private boolean startTasks() {
    try {
      for (Task task : tasks.values()) {
        if (!task.isRunning() && isReady() && task.start()) {
          cluster.trace().line("%s starts %s at %s", name, task.id(), startedAt(task));
        }
      }
      return true;
    } catch (Fenced byTheBroker) {
      lose();
      return false;
    }
  }

  private static String startedAt(Task task) {
    return task instanceof CombineTask combine
        ? combine.inboxes().stream().map(inbox -> inbox.source() + "@" + inbox.position()).toList().toString()
        : "its committed offset";
  }

  private void pollInputs(List<Inbox> inboxes, int maxRecords) {
    long now = machine.nowMs();
    Set<TopicPartition> busy = new HashSet<>();
    for (Inbox inbox : inboxes) {
      if (inbox.isPaused()) {
        busy.add(inbox.source());
        continue;
      }
      List<ConsumerRecord<byte[], byte[]>> records = isAnswered() ? inbox.fetch(maxRecords) : List.of();
      if (!records.isEmpty()) {
        busy.add(inbox.source());
        addFrame(inbox, records, now);
      }
    }
    for (ConsumerRecord<byte[], byte[]> frame : poll.idleFrames(inboxes.stream().map(Inbox::source).toList(), busy, this, now)) {
      TopicPartition source = new TopicPartition(frame.topic(), frame.partition());
      inboxes.stream().filter(inbox -> inbox.source().equals(source)).forEach(inbox -> addIdle(inbox, frame, now));
    }
  }

  private void addFrame(Inbox inbox, List<ConsumerRecord<byte[], byte[]>> records, long now) {
    TopicPartition source = inbox.source();
    long next = records.get(records.size() - 1).offset() + 1;
    ConsumerRecord<byte[], byte[]> record = poll.frame(records, partitions(source), now, !inbox.log().hasUnread(next));
    Frame frame = new Frame(source, record.offset(), next, known(source), now, false, false);
    cluster.trace().line("%s polls %s at %d", name, frame, now);
    inbox.add(record, frame);
  }

  private void addIdle(Inbox inbox, ConsumerRecord<byte[], byte[]> record, long now) {
    Frame frame = new Frame(
        inbox.source(), record.offset(), record.offset(), known(inbox.source()), now, true, inbox.log().hasUnread(record.offset()));
    cluster.trace().line("%s adds %s at %d", name, frame, now);
    inbox.add(record, frame);
  }

  /** Processes a record of some task; false when there is none, or when it has to wait. */
  boolean process() {
    if (committing || !isReady()) {
      return false;
    }
    List<Task> waiting = tasks.values().stream().filter(task -> task.isRunning() && task.hasQueued()).toList();
    if (waiting.isEmpty()) {
      return false;
    }
    try {
      return cluster.dice().pick(waiting).process();
    } catch (Fenced byTheBroker) {
      lose();
      return false;
    }
  }

  /** The first half of a commit; false when there is nothing to commit, or when this thread was fenced. */
  boolean beginCommit() {
    if (committing || !isCommitNeeded()) {
      return false;
    }
    commitWanted = false;
    if (transaction != null && !transaction.isOpen()) {
      lose();
      return false;
    }
    if (!cluster.group().isMember(this)) {
      cluster.trace().line("%s is fenced: the group has gone on without it", name);
      cluster.trace().saw(Happening.ZOMBIE_FENCED);
      lose();
      return false;
    }
    if (!cluster.is(Mutant.CHANGES_AFTER_COMMIT)) {
      tasks.values().forEach(Task::beforeCommit);
    }
    Map<TopicPartition, Committed> positions = new TreeMap<>(Kafka.BY_NAME);
    tasks.values().forEach(task -> positions.putAll(task.positions()));
    if (tasks.values().stream().anyMatch(task -> task instanceof CombineTask && task.hasQueued())) {
      cluster.trace().saw(Happening.COMMIT_WHILE_A_FRAME_WAITS);
    }
    cluster.trace().line("%s begins to commit %s", name, positions);
    cluster.kafka().sendOffsets(transaction(), positions);
    committing = true;
    return true;
  }

  private boolean isCommitNeeded() {
    return transaction != null || tasks.values().stream().anyMatch(Task::isCommitNeeded);
  }

  /** The second half of a commit. */
  void endCommit() {
    committing = false;
    if (!transaction.isOpen()) {
      lose();
      return;
    }
    cluster.trace().line("%s has committed", name);
    cluster.trace().saw(Happening.TRANSACTION_COMMITTED);
    transaction.commit();
    previous = transaction;
    transaction = null;
    if (cluster.is(Mutant.CHANGES_AFTER_COMMIT)) {
      tasks.values().forEach(Task::beforeCommit);
    }
  }

  /** All tasks are lost: the transaction is aborted and the thread joins the group again, without tasks. */
  void lose() {
    cluster.trace().line("%s loses %s", name, tasks.keySet());
    sawLoss();
    if (transaction != null) {
      cluster.trace().saw(Happening.TRANSACTION_ABORTED);
      if (transaction.isOpen()) {
        transaction.abort();
      }
      previous = transaction;
      transaction = null;
    }
    committing = false;
    List.copyOf(tasks.keySet()).forEach(this::drop);
    cluster.group().lose(this);
    cluster.group().join(this);
  }

  /** Who was expelled and has nothing to commit learns of it from the group, not by being fenced. */
  void rejoinIfIdle() {
    if (transaction == null && !cluster.group().isMember(this)) {
      lose();
    }
  }

  /** Tells the trace what this thread takes with it. */
  void sawLoss() {
    if (!tasks.isEmpty()) {
      cluster.trace().saw(Happening.TASK_LOST);
    }
    if (committing) {
      cluster.trace().saw(Happening.COMMIT_CUT_OFF);
    }
    if (tasks.values().stream().anyMatch(task -> task.isRunning() && (task.hasQueued() || task.isBehind()))) {
      cluster.trace().saw(Happening.TASK_LOST_BEHIND_THE_LOG);
    }
  }

  @Override
  public <T> void write(Log<T> log, T value) {
    if (transaction != null && !transaction.isOpen()) {
      throw new Fenced();
    }
    log.append(value, transaction());
  }

  private Transaction transaction() {
    if (transaction == null) {
      transaction = cluster.kafka().begin(name);
    }
    return transaction;
  }

  @Override
  public void askForCommit() {
    commitWanted = true;
  }

  boolean isCommitting() {
    return committing;
  }

  boolean isCommitWanted() {
    return commitWanted;
  }

  boolean hasTasks() {
    return !tasks.isEmpty();
  }

  /** Whether everything that it may read has been processed and committed. */
  boolean isDrained() {
    return !isCommitNeeded() && tasks.values().stream().allMatch(task -> task.isRunning() && !task.hasQueued() && !task.isBehind());
  }

  private boolean isReady() {
    return previous == null || previous.isFinished();
  }

  @Override
  public long position(TopicPartition partition) {
    return inbox(partition).position();
  }

  @Override
  public OptionalLong end(TopicPartition partition) {
    if (!isAnswered()) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(cluster.is(Mutant.IDLE_WHILE_UNREAD) ? position(partition) : inbox(partition).log().lastStable());
  }

  @Override
  public int partitions(TopicPartition partition) {
    return cluster.is(Mutant.PARTITION_FORGOTTEN) ? partition.partition() + 1 : known(partition);
  }

  private boolean isAnswered() {
    return !cluster.dice().chance(unanswered);
  }

  /** How many partitions the consumer knows of; the metadata of an owner of a new one may be older than that. */
  private int known(TopicPartition partition) {
    return Math.max(partitionsSeen, partition.partition() + 1);
  }

  private Inbox inbox(TopicPartition partition) {
    CombineTask task = (CombineTask) tasks.get(new Task.Id(Task.Stage.COMBINE, partition.partition()));
    return task.inboxes().stream().filter(inbox -> inbox.source().equals(partition)).findFirst().orElseThrow();
  }

  @Override
  public String toString() {
    return name;
  }
}
