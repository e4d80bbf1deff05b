package dev.windrow.cli;

import dev.windrow.config.Aggregation;
import dev.windrow.config.Config;
import dev.windrow.config.Source;
import dev.windrow.kafka.OffsetsTopic;
import dev.windrow.kafka.PositionsTopic;
import dev.windrow.topology.MergeStores;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All topics of a configuration, a line each: its name, its partitions as created, and what it is for. */
final class TopicTable {

  private final Map<String, Row> rows = new LinkedHashMap<>();

  TopicTable(Config config) {
    int partitions = config.input().partitions();
    config.input().topics().forEach(topic -> add(topic, partitions, "input"));
    add(config.input().late(), partitions, "late events");
    add(config.input().deadLetters(), partitions, "dead letters");
    stages(config);
    config.sinks().forEach(sink -> add(sink.deadLetters(), partitions, "dead letters of sink " + sink.name()));
    sources(config);
  }

  private void stages(Config config) {
    int mergePartitions = config.state().mergePartitions();
    config.aggregations().stream().map(Aggregation::output).distinct().forEach(topic -> add(topic, mergePartitions, "results"));
    add(MergeStores.partialsTopic(config.applicationId()), mergePartitions, "between the stages");
    MergeStores.changelogTopics(config.applicationId()).forEach(topic -> add(topic, mergePartitions, "state of stage 2"));
    OffsetsTopic.of(config).ifPresent(offsets -> add(offsets.topic(), OffsetsTopic.PARTITIONS, "committed offsets, once more"));
  }

  private void sources(Config config) {
    List<Source> sources = config.ingest().sources();
    for (Source source : sources) {
      add(source.topic(), config.input().partitions(), "records of source " + source.name());
      add(source.deadLetters(), config.input().partitions(), "dead letters of source " + source.name());
    }
    if (!sources.isEmpty()) {
      add(PositionsTopic.name(config.applicationId()), PositionsTopic.PARTITIONS, "how far sources are read");
    }
  }

  void print(PrintWriter out) {
    rows.forEach((topic, row) -> out.printf("%-44s %4d  %s%n", topic, row.partitions(), row.purpose()));
  }

  /** One that is there for two things says both. */
  private void add(String topic, int partitions, String purpose) {
    rows.merge(topic, new Row(partitions, purpose), (first, more) -> new Row(first.partitions(), first.purpose() + ", " + more.purpose()));
  }

  private record Row(int partitions, String purpose) {}
}
