package dev.windrow.config;

import dev.windrow.aggregate.Measure;
import dev.windrow.config.Node.Mapping;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import dev.windrow.window.Tumbling;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Walks a configuration and makes the records of it. */
final class ConfigReader {

  private final Map<String, String> env;
  private final Reading reading;

  ConfigReader(Map<String, String> env, Reading reading) {
    this.env = env;
    this.reading = reading;
  }

  Config read(Mapping root) throws ConfigException {
    Section all = new Section("", root, Defaults.ALL, reading);
    String applicationId = all.value("application-id", Kinds.APPLICATION_ID);
    Map<String, String> kafka = kafka(all);
    Guarantee guarantee = all.value("guarantee", Kinds.oneOf(Guarantee.class));
    Duration latency = all.value("latency", Kinds.duration(Config.LATENCY_MS, "200ms"));
    Input input = input(all.section("input"));
    State state = state(all.section("state"));
    Http http = http(all.section("http"));
    List<Draft> drafts = all.sections("aggregations", Defaults.AGGREGATION, 1).stream().map(this::draft).toList();

    Rules.names(drafts.stream().map(draft -> draft.path("name")).toList(), drafts.stream().map(Draft::name).toList(), reading.problems());
    Rules.topics(Config.uses(input, drafts.stream().map(Draft::output).toList()), reading.problems());
    Rules.http(http, reading.problems());
    Ingest ingest = new SourceReader(reading, input).ingest(all);
    List<Sink> sinks = new SinkReader(reading, applicationId, drafts.stream().map(Draft::name).toList()).sinks(all);
    reading.problems().throwIfAny();
    List<Aggregation> aggregations = drafts.stream().map(Draft::aggregation).toList();
    new SinkRules(input, aggregations, reading.problems()).check(sinks);
    reading.problems().throwIfAny();
    return new Config(applicationId, kafka, guarantee, latency, input, state, http, aggregations, sinks, ingest, reading.secretPaths());
  }

  private Map<String, String> kafka(Section all) {
    Map<String, String> kafka = new LinkedHashMap<>();
    kafka.put(KafkaProperties.BOOTSTRAP_SERVERS, Defaults.BOOTSTRAP_SERVERS);
    kafka.putAll(all.free("kafka", property -> property.equals(KafkaProperties.BOOTSTRAP_SERVERS) ? Kinds.SERVERS : Kinds.KAFKA_VALUE));
    kafka.forEach((property, value) -> KafkaProperties.fixed(property).ifPresent(hint ->
        reading.problems().add("kafka." + property, reading.found("kafka." + property, value), "this property left out", hint)));
    return kafka;
  }

  private Input input(Section input) {
    List<String> topics = input.list("topics", Kinds.TOPIC, 1);
    String first = topics.isEmpty() ? Defaults.TOPIC : topics.get(0);
    return new Input(
        topics.isEmpty() ? List.of(first) : topics,
        input.value("partitions", Kinds.wholeNumber(Input.PARTITIONS)),
        input.value("timestamp", Kinds.TIMESTAMP),
        input.value("max-ahead", Kinds.duration(Input.MAX_AHEAD_MS, "10m")),
        input.value("idle-after", Kinds.durationOrNever(Input.IDLE_AFTER_MS, "10s")),
        input.value("late", Kinds.TOPIC, first + "-late"),
        input.value("dead-letters", Kinds.TOPIC, first + "-dlq"),
        limits(input.section("limits")));
  }

  private static Limits limits(Section limits) {
    return new Limits(
        limits.value("record", Kinds.size(Input.SIZE_BYTES, "1MiB")),
        limits.value("depth", Kinds.wholeNumber(Input.DEPTH)),
        limits.value("string", Kinds.size(Input.SIZE_BYTES, "64KiB")));
  }

  private State state(Section state) {
    Path standIn = Path.of("");
    return new State(
        state.optional("dir", Kinds.folder(env), state.defaultText("dir")).orElse(standIn),
        state.value("store", Kinds.oneOf(Store.class)),
        state.value("merge-partitions", Kinds.wholeNumber(State.MERGE_PARTITIONS)),
        state.value("retain", Kinds.duration(State.RETAIN_MS, "10m")));
  }

  private Http http(Section http) {
    return new Http(
        http.value("enabled", Kinds.YES_OR_NO),
        http.value("host", Kinds.HOST),
        http.value("port", Kinds.PORTS),
        http.value("advertised", Kinds.ADVERTISED),
        http.value("open", Kinds.YES_OR_NO),
        http.value("tokens", Kinds.fileOrNone(env)),
        tls(http.section("tls")),
        http.list("cors", Kinds.ORIGIN, 0),
        httpLimits(http.section("limits")));
  }

  private Http.Tls tls(Section tls) {
    Kind<Optional<Path>> file = Kinds.fileOrNone(env);
    return new Http.Tls(
        tls.value("certificate", file), tls.value("key", file), tls.value("client-authorities", file), tls.value("authorities", file));
  }

  private static Http.Limits httpLimits(Section limits) {
    return new Http.Limits(
        limits.value("body", Kinds.size(Http.Limits.SIZE_BYTES, "1MiB")),
        limits.value("header", Kinds.size(Http.Limits.LINE_BYTES, "16KiB")),
        limits.value("url", Kinds.size(Http.Limits.LINE_BYTES, "8KiB")),
        limits.value("connections", Kinds.wholeNumber(Http.Limits.CONNECTIONS)),
        limits.value("request", Kinds.duration(Http.Limits.REQUEST_MS, "10s")),
        limits.value("idle", Kinds.duration(Http.Limits.IDLE_MS, "1m")),
        limits.value("rate", Kinds.rate(Http.Limits.RATE, "100/s")));
  }

  private Draft draft(Section aggregation) {
    List<FieldPath> groupBy = aggregation.list("group-by", Kinds.FIELD, 0);
    Section window = aggregation.section("window");
    Draft draft = new Draft(
        aggregation,
        aggregation.value("name", Kinds.AGGREGATION_NAME, nameFor(groupBy)),
        groupBy,
        new Tumbling(
            window.value("tumbling", Kinds.duration(Aggregation.SIZE_MS, "5s")).toMillis(),
            window.value("grace", Kinds.duration(Aggregation.GRACE_MS, "2s")).toMillis()),
        List.copyOf(aggregation.free("measures", Kinds::measure).values()),
        aggregation.value("output", Kinds.TOPIC));
    Rules.fields(aggregation.path(), groupBy, draft.measures(), reading.problems());
    return draft;
  }

  /** {@code by-event-type} for {@code event_type}; what a name can't have becomes '-'. */
  private static String nameFor(List<FieldPath> groupBy) {
    StringBuilder name = new StringBuilder(groupBy.isEmpty() ? "all" : "by");
    groupBy.forEach(field -> name.append('-').append(field.toString().replaceAll("[^A-Za-z0-9]+", "-")));
    return name.toString();
  }

  /** An aggregation that may yet have problems. */
  private record Draft(Section section, String name, List<FieldPath> groupBy, Tumbling window, List<Measure> measures, String output) {

    String path(String key) {
      return section.path(key);
    }

    Aggregation aggregation() {
      return new Aggregation(name, groupBy, window, measures, output);
    }
  }
}
