package dev.windrow.config;

import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import dev.windrow.window.Watermarks;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * What is read, and where what can't be counted goes.
 *
 * @param topics the topics to read, at least one, each once
 * @param partitions how many partitions an input topic gets when it is created, 1 to 10,000
 * @param timestamp the field with the event time; empty for the Kafka record's own timestamp (rule S1)
 * @param maxAhead how far an event may be ahead of its record's timestamp (rule S8)
 * @param idleAfter how long a partition is quiet before it counts as idle; empty for never (rule S6)
 * @param late the topic for late events (rule S3)
 * @param deadLetters the topic for what is no event (rule S9)
 * @param limits how large an event may be
 */
public record Input(
    List<String> topics,
    int partitions,
    Optional<FieldPath> timestamp,
    Duration maxAhead,
    Optional<Duration> idleAfter,
    String late,
    String deadLetters,
    Limits limits) {

  static final Range PARTITIONS = new Range(1, 10_000);
  static final Range MAX_AHEAD_MS = new Range(0, Range.LONGEST_MS);
  static final Range IDLE_AFTER_MS = new Range(1, Range.LONGEST_MS);
  static final Range DEPTH = new Range(1, 1000);
  static final Range SIZE_BYTES = new Range(1, 1 << 30);

  public Input {
    topics = List.copyOf(topics);
    if (topics.isEmpty() || new HashSet<>(topics).size() < topics.size()) {
      throw new IllegalArgumentException("topics: expected at least one and each once, found " + topics);
    }
    topics.forEach(topic -> Names.TOPIC.require("topics", topic));
    Names.TOPIC.require("late", late);
    Names.TOPIC.require("deadLetters", deadLetters);
    PARTITIONS.require("partitions", partitions);
    MAX_AHEAD_MS.requireMs("maxAhead", maxAhead);
    idleAfter.ifPresent(duration -> IDLE_AFTER_MS.requireMs("idleAfter", duration));
    SIZE_BYTES.require("limits.recordBytes", limits.recordBytes());
    DEPTH.require("limits.depth", limits.depth());
    SIZE_BYTES.require("limits.stringBytes", limits.stringBytes());
  }

  /** {@link #idleAfter} in ms; {@link Watermarks#NEVER} for never. */
  public long idleAfterMs() {
    return idleAfter.map(Duration::toMillis).orElse(Watermarks.NEVER);
  }
}
