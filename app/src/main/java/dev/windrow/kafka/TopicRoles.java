package dev.windrow.kafka;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The topics of an application by what they are for.
 *
 * @param partials the topic between the stages, which Kafka Streams creates
 * @param changelogs the topics with the state of stage 2, which Kafka Streams creates
 * @param offsets the topic with a copy of each committed offset, if there is one
 * @param targets other topics that sources write to
 * @param positions the topic with how far sources are read, if there are any
 */
record TopicRoles(
    List<String> inputs, List<String> sides, Set<String> results, String partials, List<String> changelogs, Optional<String> offsets,
    Set<String> targets, Optional<String> positions) {

  static TopicRoles of(Config config, InternalTopics internal) {
    Set<String> results = new LinkedHashSet<>();
    config.aggregations().stream().map(Aggregation::output).forEach(results::add);
    List<String> sides = List.of(config.input().late(), config.input().deadLetters());
    Optional<String> positions = config.ingest().sources().isEmpty() ? Optional.empty() : Optional.of(PositionsTopic.name(config.applicationId()));
    return new TopicRoles(config.input().topics(), sides, results, internal.partials(), internal.changelogs(), OffsetsTopic.of(config).map(OffsetsTopic::topic),
        targets(config), positions);
  }

  /** Those of sources alone. */
  private static Set<String> targets(Config config) {
    Set<String> targets = new LinkedHashSet<>();
    config.ingest().sources().forEach(source -> targets.addAll(List.of(source.topic(), source.deadLetters())));
    targets.removeAll(config.input().topics());
    targets.removeAll(List.of(config.input().late(), config.input().deadLetters()));
    return targets;
  }

  /** All of them, in the order of the way of the data. */
  List<String> all() {
    Set<String> all = new LinkedHashSet<>(inputs);
    all.addAll(sides);
    all.addAll(results);
    all.add(partials);
    all.addAll(changelogs);
    offsets.ifPresent(all::add);
    all.addAll(targets);
    positions.ifPresent(all::add);
    return List.copyOf(all);
  }
}
