package dev.windrow.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between sinks and what they load. */
final class SinkRules {

  private static final String IDENTIFIER = "at most 63 bytes, which is what PostgreSQL takes for a name";

  private final Input input;
  private final List<Aggregation> aggregations;
  private final Problems problems;

  /** Where each table comes from. */
  private final Map<String, String> owners = new HashMap<>();

  SinkRules(Input input, List<Aggregation> aggregations, Problems problems) {
    this.input = input;
    this.aggregations = aggregations;
    this.problems = problems;
  }

  void check(List<Sink> sinks) {
    for (int i = 0; i < sinks.size(); i++) {
      check(sinks.get(i), "sinks[" + i + "]");
    }
  }

  private void check(Sink sink, String path) {
    if (sink.aggregations().isEmpty() && sink.events().isEmpty()) {
      problems.add(path, "neither aggregations nor events", "something to load", "");
    }
    sink.aggregations().forEach(name -> aggregation(sink, name, path + ".aggregations"));
    sink.events().forEach(topic -> table(sink, topic, path + ".events"));
    deadLetters(sink, path + ".dead-letters");
  }

  private void aggregation(Sink sink, String name, String path) {
    List<String> known = aggregations.stream().map(Aggregation::name).toList();
    if (!known.contains(name)) {
      problems.add(path, Problem.quote(name), "names of aggregations: " + String.join(", ", known), Nearest.hint(name, known));
      return;
    }
    table(sink, name, path);
    Aggregation aggregation = aggregations.get(known.indexOf(name));
    aggregation.groupBy().forEach(field -> column(field.toString(), path));
    aggregation.measures().forEach(measure -> column(measure.name(), path));
  }

  private void column(String name, String path) {
    if (name.equals(Sink.GROUP_COLUMN)) {
      problems.add(path, Problem.quote(name), "no field of that name in a result", "the table's key has a column of that name");
    } else if (!Sink.isIdentifier(name)) {
      problems.add(path, Problem.quote(name), "fields of results with names of " + IDENTIFIER, "");
    }
  }

  /** Several sinks may load into one database. */
  private void table(Sink sink, String name, String path) {
    String table = Sink.table(name);
    if (!Sink.isIdentifier(table)) {
      problems.add(path, Problem.quote(name), IDENTIFIER, "");
    }
    if (table.equals(Sink.OFFSETS_TABLE)) {
      problems.add(path, Problem.quote(name), "another name", "the table " + table + " has how far a sink is");
    }
    String place = sink.postgresql().url() + "\n" + sink.schema() + "\n" + table;
    String owner = owners.putIfAbsent(place, path + " " + Problem.quote(name));
    if (owner != null) {
      problems.add(path, Problem.quote(name), "a table of its own", owner + " has the table " + table + " already");
    }
  }

  private void deadLetters(Sink sink, String path) {
    Set<String> taken = new TreeSet<>(input.topics());
    taken.addAll(sink.events());
    taken.add(input.late());
    aggregations.stream().map(Aggregation::output).forEach(taken::add);
    if (taken.contains(sink.deadLetters())) {
      problems.add(path, Problem.quote(sink.deadLetters()), "a topic of its own", "events or results are in that one");
    }
  }
}
