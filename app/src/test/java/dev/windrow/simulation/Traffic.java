package dev.windrow.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;

/**
 * The producers: each partition is live, or works off a backlog with old times, or is silent for a while. Some records
 * are written in transactions, which may abort.
 */
final class Traffic {

  private final Cluster cluster;
  private final Dice dice;
  private final EventWriter writer;
  private final Map<TopicPartition, Source> sources = new TreeMap<>(Kafka.BY_NAME);

  private static final class Source {
    private long lastTime;
    private long silentUntilMs;
    private int backlog;
    private Transaction transaction;
  }

  Traffic(Cluster cluster) {
    this.cluster = cluster;
    dice = cluster.dice();
    writer = new EventWriter(dice, cluster.shape());
  }

  /** Some partition gets some records, unless it is silent. */
  void append() {
    Kafka kafka = cluster.kafka();
    TopicPartition partition = dice.pick(List.copyOf(kafka.inputs().keySet()));
    Source source = sources.computeIfAbsent(partition, added -> new Source());
    if (kafka.nowMs() < source.silentUntilMs) {
      return;
    }
    if (dice.chance(0.06)) {
      source.silentUntilMs = kafka.nowMs() + dice.between(500, 15_000);
      source.backlog = dice.chance(0.5) ? 1 + dice.below(12) : 0;
    }
    int count = 1 + dice.below(5);
    cluster.trace().line("%d records for %s from offset %d", count, partition, kafka.input(partition).end());
    for (int i = 0; i < count; i++) {
      append(kafka.input(partition), source);
    }
  }

  /** Some producer's transaction ends. */
  void endTransaction() {
    List<Map.Entry<TopicPartition, Source>> open = new ArrayList<>();
    sources.entrySet().stream().filter(entry -> entry.getValue().transaction != null).forEach(open::add);
    if (!open.isEmpty()) {
      Map.Entry<TopicPartition, Source> ended = dice.pick(open);
      end(ended.getKey(), ended.getValue());
    }
  }

  void endAllTransactions() {
    sources.forEach((partition, source) -> {
      if (source.transaction != null) {
        end(partition, source);
      }
    });
  }

  private void end(TopicPartition partition, Source source) {
    boolean commits = source.transaction.isOpen() && dice.chance(0.6);
    cluster.trace().line("a producer's transaction in %s %s", partition, commits ? "commits" : "aborts");
    if (commits) {
      source.transaction.commit();
    } else {
      cluster.trace().saw(Happening.INPUT_ABORTED);
      if (source.transaction.isOpen()) {
        source.transaction.abort();
      }
    }
    source.transaction = null;
  }

  private void append(Log<Event> log, Source source) {
    if (dice.chance(0.04)) {
      log.appendGap();
    }
    Event event = event(source);
    if (source.transaction == null && dice.chance(0.03)) {
      source.transaction = cluster.kafka().begin("a producer to " + log);
    }
    if (source.transaction != null && source.transaction.isOpen() && dice.chance(0.8)) {
      log.append(event, source.transaction);
    } else {
      log.append(event);
    }
  }

  private Event event(Source source) {
    long now = cluster.kafka().nowMs();
    long timestamp = dice.chance(0.01) ? -1 : now + dice.between(-300, 300);
    if (dice.chance(0.06)) {
      return writer.deadLetter(now, timestamp);
    }
    if (source.backlog > 0 && source.lastTime > 0) {
      source.backlog--;
      source.lastTime += dice.below(400);
      return writer.event(source.lastTime, source.lastTime);
    }
    source.lastTime = now - (dice.chance(0.1) ? dice.between(1500, 6000) : dice.below(1500));
    if (timestamp > 0 && dice.chance(0.002)) {
      return writer.event(timestamp + Shape.MAX_AHEAD_MS, timestamp);
    }
    return writer.event(source.lastTime, timestamp);
  }
}
