package dev.windrow.fault;

import static org.awaitility.Awaitility.await;

import dev.windrow.it.TestKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.awaitility.core.ConditionTimeoutException;

/**
 * Three brokers that are controllers too, in processes of their own, with three replicas of everything and two that must be in sync.
 * The simulator and the judge talk to them directly; the instances under test go through a {@link Network} of proxies.
 */
final class Cluster implements TestKafka {

  static final int BROKERS = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Somebody may take a port between the moment that it was found free and the start of its broker, which ends then. */
  private static final Duration START_PATIENCE = Duration.ofSeconds(90);
  private static final int ATTEMPTS = 3;

  /** Production waits longer before it gives up on who is gone; a test would only be slower. */
  private static final Map<String, String> SETTINGS = Map.ofEntries(
      Map.entry("process.roles", "broker,controller"),
      Map.entry("listener.security.protocol.map", "CLIENTS:PLAINTEXT,PROXIED:PLAINTEXT,CONTROLLER:PLAINTEXT"),
      Map.entry("controller.listener.names", "CONTROLLER"),
      Map.entry("inter.broker.listener.name", "CLIENTS"),
      Map.entry("default.replication.factor", "3"),
      Map.entry("min.insync.replicas", "2"),
      Map.entry("offsets.topic.replication.factor", "3"),
      Map.entry("offsets.topic.num.partitions", "3"),
      Map.entry("transaction.state.log.replication.factor", "3"),
      Map.entry("transaction.state.log.min.isr", "2"),
      Map.entry("transaction.state.log.num.partitions", "3"),
      Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500"),
      Map.entry("group.initial.rebalance.delay.ms", "0"),
      Map.entry("group.min.session.timeout.ms", "1000"),
      Map.entry("broker.session.timeout.ms", "4000"),
      Map.entry("broker.heartbeat.interval.ms", "500"),
      Map.entry("replica.lag.time.max.ms", "6000"),
      Map.entry("auto.create.topics.enable", "false"),
      Map.entry("auto.leader.rebalance.enable", "false"),
      Map.entry("log.retention.check.interval.ms", "1000"),
      Map.entry("log.segment.delete.delay.ms", "1000"),
      Map.entry("log.cleaner.backoff.ms", "1000"),
      Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
      Map.entry("log.index.size.max.bytes", "1048576"),
      Map.entry("num.network.threads", "2"),
      Map.entry("num.io.threads", "4"),
      Map.entry("background.threads", "2"));

  private final Path dir;
  private final Network network = new Network();
  private final List<Broker> brokers = new ArrayList<>();
  private Admin admin;

  private Cluster(Path dir) {
    this.dir = dir;
  }

  /** Starts the brokers and waits until all of them take requests; once more on other ports when that does not come about. */
  static Cluster start() {
    for (int attempt = 1; ; attempt++) {
      Cluster cluster = new Cluster(folder());
      try {
        cluster.startBrokers();
        return cluster;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (ConditionTimeoutException e) {
        System.out.printf("[cluster] not healthy after %s, attempt %d of %d; brokers that run: %s%n", START_PATIENCE, attempt, ATTEMPTS, cluster.running());
        cluster.close();
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("windrow-cluster");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Integer> running() {
    return brokers.stream().filter(Broker::isUp).map(Broker::id).toList();
  }

  private void startBrokers() throws IOException {
    List<Integer> controllers = freePorts(BROKERS);
    String voters = IntStream.range(0, BROKERS).mapToObj(i -> i + 1 + "@127.0.0.1:" + controllers.get(i)).collect(Collectors.joining(","));
    String clusterId = Uuid.randomUuid().toString();
    for (int i = 0; i < BROKERS; i++) {
      List<Integer> ports = freePorts(2);
      Proxy proxy = network.before(ports.get(1));
      Path folder = dir.resolve("broker-" + (i + 1));
      Properties properties = new Properties();
      properties.putAll(SETTINGS);
      properties.putAll(Map.of(
          "node.id", Integer.toString(i + 1),
          "controller.quorum.voters", voters,
          "listeners", listeners(ports.get(0), ports.get(1)) + ",CONTROLLER://127.0.0.1:" + controllers.get(i),
          "advertised.listeners", listeners(ports.get(0), proxy.port()),
          "log.dirs", folder.resolve("kafka").toString(),
          ClusterNode.CLUSTER_ID, clusterId));
      brokers.add(new Broker(i + 1, folder, ports.get(0), proxy, properties));
    }
    for (Broker broker : brokers) {
      broker.start();
    }
    admin = Admin.create(Map.of(
        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers(),
        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000,
        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 20_000));
    awaitHealthy(START_PATIENCE);
  }

  private static String listeners(int clients, int proxied) {
    return "CLIENTS://127.0.0.1:" + clients + ",PROXIED://127.0.0.1:" + proxied;
  }

  List<Broker> brokers() {
    return List.copyOf(brokers);
  }

  Broker broker(int id) {
    return brokers.get(id - 1);
  }

  Network network() {
    return network;
  }

  @Override
  public Admin admin() {
    return admin;
  }

  /** Past the proxies. */
  @Override
  public String bootstrapServers() {
    return brokers.stream().map(Broker::address).collect(Collectors.joining(","));
  }

  /** Through the proxies. */
  String proxied() {
    return brokers.stream().map(broker -> "127.0.0.1:" + broker.proxy().port()).collect(Collectors.joining(","));
  }

  Broker controller() throws ExecutionException, InterruptedException {
    return broker(admin.describeMetadataQuorum().quorumInfo().get().leaderId());
  }

  /** Who leads each partition of the topics whose names begin with {@code prefix}; -1 when nobody does. */
  Map<TopicPartition, Integer> leaders(String prefix) throws ExecutionException, InterruptedException {
    List<String> topics = admin.listTopics().names().get().stream().filter(topic -> topic.startsWith(prefix)).toList();
    Map<TopicPartition, Integer> leaders = new HashMap<>();
    admin.describeTopics(topics).allTopicNames().get().forEach((topic, description) -> description.partitions().forEach(partition ->
        leaders.put(new TopicPartition(topic, partition.partition()), partition.leader() == null ? -1 : partition.leader().id())));
    return leaders;
  }

  Broker leader(String topic, int partition) throws ExecutionException, InterruptedException {
    TopicDescription description = admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic);
    return broker(description.partitions().get(partition).leader().id());
  }

  /** The broker that decides about this transactional id. */
  Broker transactionCoordinator(String transactionalId) throws ExecutionException, InterruptedException {
    return broker(admin.describeTransactions(List.of(transactionalId)).description(transactionalId).get().coordinatorId());
  }

  Broker groupCoordinator(String group) throws ExecutionException, InterruptedException {
    return broker(admin.describeConsumerGroups(List.of(group)).all().get().get(group).coordinator().id());
  }

  /** Starts what is down, lets go on what is stopped, mends the network, and waits until every partition has all its replicas in sync. */
  void heal() throws IOException, InterruptedException {
    network.heal();
    for (Broker broker : brokers) {
      if (broker.isUp()) {
        broker.signal("CONT");
      } else {
        broker.start();
      }
    }
    awaitHealthy();
  }

  void awaitHealthy() {
    awaitHealthy(PATIENCE);
  }

  private void awaitHealthy(Duration patience) {
    await("three brokers and all replicas in sync").atMost(patience).pollInterval(Duration.ofMillis(200)).ignoreExceptions().until(() ->
        admin.describeCluster().nodes().get().size() == BROKERS && underReplicated().isEmpty());
  }

  private List<String> underReplicated() throws ExecutionException, InterruptedException {
    var topics = admin.listTopics(new org.apache.kafka.clients.admin.ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .filter(topic -> topic.partitions().stream().anyMatch(partition -> partition.isr().size() < partition.replicas().size()))
        .map(TopicDescription::name)
        .toList();
  }

  /** Chosen at once, so that they differ from each other. */
  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }

  @Override
  public void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(2));
    }
    brokers.forEach(Broker::close);
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
