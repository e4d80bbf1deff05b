package dev.windrow.config;

import static dev.windrow.config.Defaults.map;

import dev.windrow.config.Node.Mapping;
import dev.windrow.config.Sink.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Walks the sinks of a configuration and makes the records of them. */
final class SinkReader {

  /** Every key of a sink, with its default. What must be given has an empty one; the aggregations are all of them, the dead letters follow the name. */
  static final Mapping SINK = map(
      "name", "sink",
      "postgresql", map("url", "", "user", "none", "password", "none", "connections", "4"),
      "schema", "public",
      "aggregations", List.of(),
      "events", List.of(),
      "batch", map("rows", "100", "every", "1s"),
      "dead-letters", "windrow-sink-dlq");

  private final Reading reading;
  private final String applicationId;
  private final List<String> aggregations;

  /** @param aggregations the names of all */
  SinkReader(Reading reading, String applicationId, List<String> aggregations) {
    this.reading = reading;
    this.applicationId = applicationId;
    this.aggregations = aggregations;
  }

  /** Those without a problem. */
  List<Sink> sinks(Section all) {
    List<Section> sections = all.sections("sinks", SINK, 0);
    List<String> names = new ArrayList<>();
    List<Sink> sinks = new ArrayList<>();
    for (Section section : sections) {
      names.add(section.value("name", Kinds.SOURCE_NAME, "sink" + (sections.size() == 1 ? "" : "-" + (names.size() + 1))));
      sink(section, names.get(names.size() - 1)).ifPresent(sinks::add);
    }
    Rules.names(sections.stream().map(section -> section.path("name")).toList(), names, reading.problems());
    return sinks;
  }

  /** Empty when it has a problem. */
  private Optional<Sink> sink(Section section, String name) {
    Optional<Database> database = database(section.section("postgresql"));
    String schema = section.value("schema", Kinds.IDENTIFIER);
    List<String> results = section.has("aggregations") ? section.list("aggregations", Kinds.AGGREGATION_NAME, 0) : aggregations;
    List<String> events = section.list("events", Kinds.TOPIC, 0);
    Section batch = section.section("batch");
    int rows = batch.value("rows", Kinds.wholeNumber(Sink.BATCH_ROWS));
    Duration every = batch.value("every", Kinds.duration(Sink.BATCH_EVERY_MS, "1s"));
    String deadLetters = section.value("dead-letters", Kinds.TOPIC, applicationId + "-" + name + "-dlq");
    return reading.problems().below(section.path())
        ? Optional.empty()
        : database.map(found -> new Sink(name, found, schema, results, events, rows, every, deadLetters));
  }

  private Optional<Database> database(Section database) {
    Optional<String> url = database.optional("url", Kinds.POSTGRESQL_URL, "");
    Optional<String> user = database.value("user", Kinds.TEXT_OR_NONE);
    Optional<String> password = database.secret("password");
    int connections = database.value("connections", Kinds.wholeNumber(Database.CONNECTIONS));
    return reading.problems().below(database.path()) ? Optional.empty() : url.map(found -> new Database(found, user, password, connections));
  }
}
