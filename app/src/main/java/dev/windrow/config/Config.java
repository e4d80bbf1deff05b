package dev.windrow.config;

import dev.windrow.aggregate.Measures;
import dev.windrow.config.Rules.Use;
import dev.windrow.event.EventSchema;
import dev.windrow.event.FieldPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The configuration of one service.
 *
 * @param applicationId names the consumer group, the internal topics and the state folder
 * @param kafka properties for all Kafka clients and Streams, as the operator wrote them; has {@code bootstrap.servers}
 * @param guarantee exactly once or at least once
 * @param latency longest time between a read event and the commit of what came of it, 10 ms to 60 s
 * @param input what is read
 * @param state where windows are kept
 * @param http where the service is asked
 * @param aggregations at least one, with different names; each topic has one role only, outputs can be shared
 * @param sinks with different names; no two fill one table
 * @param ingest what is brought into Kafka
 * @param secretPaths the paths of values that came from secret files, like {@code kafka.ssl.key.password}; never shown
 */
public record Config(
    String applicationId,
    Map<String, String> kafka,
    Guarantee guarantee,
    Duration latency,
    Input input,
    State state,
    Http http,
    List<Aggregation> aggregations,
    List<Sink> sinks,
    Ingest ingest,
    Set<String> secretPaths) {

  static final Range LATENCY_MS = new Range(10, 60_000);

  public Config {
    kafka = Collections.unmodifiableMap(new LinkedHashMap<>(kafka));
    aggregations = List.copyOf(aggregations);
    sinks = List.copyOf(sinks);
    secretPaths = Set.copyOf(secretPaths);
    Names.APPLICATION_ID.require("applicationId", applicationId);
    LATENCY_MS.requireMs("latency", latency);
    if (aggregations.isEmpty() || !kafka.containsKey(KafkaProperties.BOOTSTRAP_SERVERS)) {
      throw new IllegalArgumentException(
          "expected an aggregation and kafka.bootstrap.servers, found " + aggregations + " and " + kafka.keySet());
    }
    Problems problems = new Problems();
    Rules.names(paths(aggregations, "aggregations", "name"), aggregations.stream().map(Aggregation::name).toList(), problems);
    Rules.topics(uses(input, aggregations.stream().map(Aggregation::output).toList()), problems);
    Rules.http(http, problems);
    Rules.names(paths(sinks, "sinks", "name"), sinks.stream().map(Sink::name).toList(), problems);
    new SinkRules(input, aggregations, problems).check(sinks);
    problems.rejectAny();
  }

  /** The main job, with the home folder of this process's user; what a service has that is told nothing. */
  public static Config defaults() {
    try {
      return ConfigLoader.load(Optional.empty(), Map.of("HOME", System.getProperty("user.home")), List.of());
    } catch (ConfigException e) {
      throw new IllegalStateException("expected defaults without problems, found " + e.getMessage(), e);
    }
  }

  /** This one with other sources. */
  public Config withIngest(Ingest other) {
    return new Config(applicationId, kafka, guarantee, latency, input, state, http, aggregations, sinks, other, secretPaths);
  }

  /** This one with other sinks. */
  public Config withSinks(List<Sink> others) {
    return new Config(applicationId, kafka, guarantee, latency, input, state, http, aggregations, others, ingest, secretPaths);
  }

  /** The aggregation of that name, which is one of these. */
  public Aggregation aggregation(String name) {
    return aggregations.stream().filter(aggregation -> aggregation.name().equals(name)).findFirst().orElseThrow();
  }

  /** What is to be read of an event for these aggregations; distinct fields are columns in the order of their first use. */
  public EventSchema schema() {
    return new EventSchema(
        input.timestamp(),
        groupFields(),
        numberFields(),
        aggregations.stream().map(aggregation -> IntStream.of(groupColumns(aggregation)).boxed().toList()).toList(),
        input.limits(),
        input.maxAhead().toMillis());
  }

  /** The columns of {@link #schema()} that {@code aggregation} groups by, in the order of its group-by. */
  public int[] groupColumns(Aggregation aggregation) {
    List<FieldPath> columns = groupFields();
    return aggregation.groupBy().stream().mapToInt(columns::indexOf).toArray();
  }

  /** The columns of {@link #schema()} with the distinct fields that {@code aggregation} measures, in the order of their first use. */
  public int[] numberColumns(Aggregation aggregation) {
    List<FieldPath> columns = numberFields();
    return measuredFields(aggregation).stream().mapToInt(columns::indexOf).toArray();
  }

  /** How long after an event, in event time, the last of its windows closes at the latest: the longest size plus grace; ms. */
  public long closingHorizonMs() {
    return aggregations.stream().mapToLong(aggregation -> aggregation.window().closesAt(0)).max().orElseThrow();
  }

  /** As {@link ConfigLoader#effective}: without secrets. */
  @Override
  public String toString() {
    return ConfigLoader.effective(this);
  }

  static List<Use> uses(Input input, List<String> outputs) {
    List<Use> uses = new ArrayList<>();
    for (String topic : input.topics()) {
      uses.add(new Use("input.topics[" + uses.size() + "]", topic, false));
    }
    uses.add(new Use("input.late", input.late(), false));
    uses.add(new Use("input.dead-letters", input.deadLetters(), false));
    for (int i = 0; i < outputs.size(); i++) {
      uses.add(new Use("aggregations[" + i + "].output", outputs.get(i), true));
    }
    return uses;
  }

  private List<FieldPath> groupFields() {
    return aggregations.stream().flatMap(aggregation -> aggregation.groupBy().stream()).distinct().toList();
  }

  private List<FieldPath> numberFields() {
    return aggregations.stream().flatMap(aggregation -> measuredFields(aggregation).stream()).distinct().toList();
  }

  private static List<FieldPath> measuredFields(Aggregation aggregation) {
    return new Measures(aggregation.measures()).fields().stream().map(FieldPath::parse).toList();
  }

  private static List<String> paths(List<?> items, String list, String key) {
    return IntStream.range(0, items.size()).mapToObj(i -> list + "[" + i + "]." + key).toList();
  }
}
