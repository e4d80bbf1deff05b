package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.topology.MergeStores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Brokers that are killed, stopped and frozen, alone and all together. */
@Tag("faults")
@Timeout(300)
final class BrokerFaultsIT {

  private static final Duration OUTAGE = Duration.ofSeconds(15);

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  @Test
  @Tag("short")
  void leaderOfAnInputPartitionIsKilled() throws Exception {
    run.begin(3);
    Map<TopicPartition, Integer> before = leaders();
    Broker leader = run.cluster().leader(run.settings().topic(), 0);
    run.strike("kill -9 of the leader of an input partition", leader::kill);
    run.until("others lead", () -> leaders().values().stream().noneMatch(id -> id == leader.id() || id < 0));
    run.saw("partitions with a new leader", moved(before));
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  @Test
  void coordinatorOfATransactionIsKilled() throws Exception {
    run.begin(3);
    List<Broker> coordinators = new ArrayList<>();
    run.strike("kill -9 of the coordinator of an open transaction", () -> {
      Broker coordinator = coordinatorOfAnOpenTransaction();
      coordinators.add(coordinator);
      coordinator.kill();
    });
    for (Broker killed : coordinators) {
      run.until("another coordinates", () -> !coordinatorOfAnOpenTransaction().equals(killed));
      run.saw("coordinators replaced", 1);
    }
    assertThat(coordinators).as("the fault did not bite").isNotEmpty();
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  @Test
  void coordinatorOfTheGroupIsKilled() throws Exception {
    run.begin(3);
    Broker before = run.cluster().groupCoordinator(run.group().id());
    run.strike("kill -9 of the group's coordinator", before::kill);
    run.until("somebody coordinates", () -> run.cluster().groupCoordinator(run.group().id()).isUp());
    run.saw("coordinators replaced", run.cluster().groupCoordinator(run.group().id()).equals(before) ? 0 : 1);
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  @Test
  void controllerIsKilled() throws Exception {
    run.begin(3);
    Broker before = run.cluster().controller();
    run.strike("kill -9 of the controller", before::kill);
    run.until("somebody controls", () -> run.cluster().controller().isUp());
    run.saw("controllers replaced", run.cluster().controller().equals(before) ? 0 : 1);
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  @Test
  void eachBrokerInTurnIsKilledAndComesBack() throws Exception {
    run.begin(3);
    for (Broker broker : run.cluster().brokers()) {
      Map<TopicPartition, Integer> before = leaders();
      run.strike("kill -9 of each broker in turn", broker::kill);
      run.awaitProgress();
      run.saw("partitions with a new leader", moved(before));
      run.cluster().heal();
    }
    run.end(Bite.LAG);
  }

  @Test
  void eachBrokerInTurnIsStoppedCleanlyAndComesBack() throws Exception {
    run.begin(3);
    for (Broker broker : run.cluster().brokers()) {
      Map<TopicPartition, Integer> before = leaders();
      run.strike("SIGTERM of each broker in turn", () -> {
        broker.signal("TERM");
        broker.awaitEnd(Duration.ofSeconds(60));
      });
      run.awaitProgress();
      run.saw("partitions with a new leader", moved(before));
      run.cluster().heal();
    }
    run.end(Bite.LAG);
  }

  @Test
  void allBrokersGoDownAndComeBack() throws Exception {
    killedTogetherAndBack("kill -9 of all brokers, back after 15 s", run.cluster().brokers());
  }

  @Test
  void twoOfThreeBrokersGoDownSoThatNothingCanBeDecided() throws Exception {
    killedTogetherAndBack("kill -9 of two brokers of three, back after 15 s", List.of(run.cluster().broker(1), run.cluster().broker(3)));
  }

  @Test
  void tooFewReplicasAreInSyncToWrite() throws Exception {
    run.begin(3);
    String partials = MergeStores.partialsTopic(run.settings().config().applicationId());
    requireInSync("3");
    run.strike("one broker down where three must be in sync, back after 15 s", () -> {
      run.cluster().broker(2).kill();
      run.until("two are in sync", () -> run.cluster().leaders(partials).values().stream().noneMatch(id -> id == 2));
      long before = run.group().read(run.settings().topic());
      outage();
      long meanwhile = run.group().read(run.settings().topic()) - before;
      run.saw("records unread after it", run.lag());
      assertThat(meanwhile).as("records committed as read although nothing could be written").isZero();
    });
    run.cluster().heal();
    run.awaitProgress();
    requireInSync("2");
    run.end(Bite.LAG);
  }

  @Test
  void leaderIsFrozenAndThenBack() throws Exception {
    run.begin(3);
    Map<TopicPartition, Integer> before = leaders();
    Broker leader = run.cluster().leader(run.settings().topic(), 0);
    run.strike("SIGSTOP of a broker for 15 s, then SIGCONT", () -> {
      leader.signal("STOP");
      run.until("others lead", () -> leaders().values().stream().noneMatch(id -> id == leader.id() || id < 0));
      run.saw("partitions with a new leader", moved(before));
      outage();
      leader.signal("CONT");
    });
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  private void killedTogetherAndBack(String fault, List<Broker> brokers) throws Exception {
    run.begin(3);
    run.strike(fault, () -> {
      for (Broker broker : brokers) {
        broker.kill();
      }
      outage();
      run.saw("brokers down together", run.cluster().brokers().stream().filter(broker -> !broker.isUp()).count());
    });
    run.cluster().heal();
    run.awaitProgress();
    run.end(Bite.LAG);
  }

  private void outage() {
    Instant begin = Instant.now();
    run.scenario().until("the outage has lasted " + OUTAGE.toSeconds() + " s", () -> Instant.now().isAfter(begin.plus(OUTAGE)));
  }

  private Broker coordinatorOfAnOpenTransaction() throws Exception {
    List<String> open = new ArrayList<>();
    run.until("a transaction is open", () -> open.addAll(run.group().transactions(TransactionState.ONGOING)));
    return run.cluster().transactionCoordinator(open.get(0));
  }

  private Map<TopicPartition, Integer> leaders() throws Exception {
    return run.cluster().leaders(run.settings().config().applicationId());
  }

  private long moved(Map<TopicPartition, Integer> before) throws Exception {
    Map<TopicPartition, Integer> now = leaders();
    return before.keySet().stream().filter(partition -> !before.get(partition).equals(now.get(partition))).count();
  }

  /** For all topics that the instances write to. */
  private void requireInSync(String replicas) throws Exception {
    var op = List.of(new AlterConfigOp(new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, replicas), AlterConfigOp.OpType.SET));
    Map<ConfigResource, java.util.Collection<AlterConfigOp>> changes = new HashMap<>();
    leaders().keySet().stream()
        .map(TopicPartition::topic)
        .filter(topic -> !topic.equals(run.settings().topic()))
        .forEach(topic -> changes.put(new ConfigResource(ConfigResource.Type.TOPIC, topic), op));
    run.cluster().admin().incrementalAlterConfigs(changes).all().get();
  }
}
