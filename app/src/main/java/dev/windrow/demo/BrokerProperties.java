package dev.windrow.demo;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The settings of a broker that is alone: combined mode, small heap, quick start. What users pass overrides the tuning, and what
 * the broker depends on overrides both.
 */
final class BrokerProperties {

  static final int NODE_ID = 1;
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";

  private BrokerProperties() {
  }

  static Map<String, String> of(Map<String, String> users, BrokerFolder folder, int port, int controllerPort) {
    Map<String, String> all = new HashMap<>(TUNING);
    if (!folder.isTemporary()) {
      all.putAll(RESTART);
    }
    all.putAll(users);
    all.putAll(identity(folder.logDir(), port, controllerPort));
    return all;
  }

  private static final Map<String, String> TUNING = Map.ofEntries(
      // Alone: one replica of everything, no waiting for others.
      Map.entry("default.replication.factor", "1"),
      Map.entry("offsets.topic.replication.factor", "1"),
      Map.entry("transaction.state.log.replication.factor", "1"),
      Map.entry("transaction.state.log.min.isr", "1"),
      Map.entry("share.coordinator.state.topic.replication.factor", "1"),
      Map.entry("share.coordinator.state.topic.min.isr", "1"),
      Map.entry("group.initial.rebalance.delay.ms", "0"),
      // Few partitions start and close faster than the 50 each that are the default.
      Map.entry("offsets.topic.num.partitions", "4"),
      Map.entry("transaction.state.log.num.partitions", "4"),
      Map.entry("share.coordinator.state.topic.num.partitions", "1"),
      // A mistyped topic is an error, not a new topic.
      Map.entry("auto.create.topics.enable", "false"),
      // Nothing expires; events may carry any time, also one to come.
      Map.entry("log.retention.ms", "-1"),
      Map.entry("offsets.retention.minutes", "525600"),
      Map.entry("log.message.timestamp.after.max.ms", Long.toString(Long.MAX_VALUE)),
      Map.entry("log.segment.bytes", "134217728"),
      Map.entry("log.index.size.max.bytes", "1048576"),
      // The default takes 128 MB of heap.
      Map.entry("log.cleaner.dedupe.buffer.size", "2097152"),
      Map.entry("num.network.threads", "2"),
      Map.entry("num.io.threads", "4"),
      Map.entry("background.threads", "2"),
      Map.entry("group.coordinator.threads", "1"),
      Map.entry("share.coordinator.threads", "1"),
      Map.entry("metadata.log.max.idle.interval.ms", "5000"),
      Map.entry("metric.reporters", ""));

  /** After a kill -9 the broker has to outwait its former self. */
  private static final Map<String, String> RESTART = Map.of("broker.session.timeout.ms", "2000", "broker.heartbeat.interval.ms", "500");

  private static Map<String, String> identity(Path logDir, int port, int controllerPort) {
    String clients = CLIENTS + "://" + LoopbackSockets.HOST + ":" + port;
    String controller = CONTROLLER + "://" + LoopbackSockets.HOST + ":" + controllerPort;
    return Map.of(
        "process.roles", "broker,controller",
        "node.id", Integer.toString(NODE_ID),
        "controller.quorum.voters", NODE_ID + "@" + LoopbackSockets.HOST + ":" + controllerPort,
        "listeners", clients + "," + controller,
        "advertised.listeners", clients + "," + controller,
        "listener.security.protocol.map", CLIENTS + ":PLAINTEXT," + CONTROLLER + ":PLAINTEXT",
        "controller.listener.names", CONTROLLER,
        "inter.broker.listener.name", CLIENTS,
        "log.dirs", logDir.toString());
  }
}
