package dev.windrow.config;

import dev.windrow.aggregate.Measure;
import dev.windrow.event.FieldPath;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What must hold between values that are each valid. Values that have a problem already are left out. */
final class Rules {

  private static final int LONGEST_MEASURE_NAME = 100;
  private static final String MEASURE_NAME = "a name of 1.." + LONGEST_MEASURE_NAME + " characters, none of them a control character";

  private Rules() {}

  /**
   * A topic in one of its roles.
   *
   * @param path where it is configured
   * @param output whether it is a topic for results, which aggregations can share
   */
  record Use(String path, String topic, boolean output) {

    /** Kafka refuses a topic whose name differs from another's in '.' and '_' only. */
    boolean clashesWith(Use other) {
      boolean same = topic.equals(other.topic);
      return topic.replace('.', '_').equals(other.topic.replace('.', '_')) && !(same && output && other.output);
    }
  }

  /** The fields of a result have different names, and there is at least one measure. */
  static void fields(String path, List<FieldPath> groupBy, List<Measure> measures, Problems problems) {
    Map<String, String> owners = new HashMap<>();
    Aggregation.RESERVED.forEach(name -> owners.put(name, "every result"));
    for (FieldPath field : groupBy) {
      own(owners, field.toString(), path + ".group-by", problems);
    }
    for (Measure measure : measures) {
      String measurePath = path + ".measures." + measure.name();
      own(owners, measure.name(), measurePath, problems);
      if (!isName(measure.name())) {
        problems.add(measurePath, Problem.quote(measure.name()), MEASURE_NAME, "");
      }
    }
    if (measures.isEmpty() && !problems.below(path + ".measures")) {
      problems.add(path + ".measures", "none", "at least one measure, as in count: count()", "");
    }
  }

  /** No field is within another one, which could not be both an object and what is put there. */
  static void apart(String path, Collection<FieldPath> fields, Problems problems) {
    for (FieldPath field : fields) {
      fields.stream().filter(other -> isWithin(field, other)).findFirst().ifPresent(other ->
          problems.add(path, Problem.quote(field.toString()), "fields of which none is within another one", "it is within " + other));
    }
  }

  private static boolean isWithin(FieldPath field, FieldPath other) {
    int depth = other.names().size();
    return field.names().size() > depth && field.names().subList(0, depth).equals(other.names());
  }

  /** Each topic has one role. */
  static void topics(List<Use> uses, Problems problems) {
    List<Use> valid = uses.stream().filter(use -> !problems.at(use.path())).toList();
    for (int i = 0; i < valid.size(); i++) {
      Use use = valid.get(i);
      valid.stream().limit(i).filter(use::clashesWith).findFirst().ifPresent(other ->
          problems.add(use.path(), Problem.quote(use.topic()), "a topic of its own", clash(use, other)));
    }
  }

  /** Each aggregation has its own name. {@code paths} are those of the names. */
  static void names(List<String> paths, List<String> names, Problems problems) {
    Map<String, String> owners = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      if (!problems.at(paths.get(i))) {
        String owner = owners.putIfAbsent(names.get(i), paths.get(i));
        if (owner != null) {
          problems.add(paths.get(i), Problem.quote(names.get(i)), "a name of its own", owner + " is the same");
        }
      }
    }
  }

  /** Nobody is asked by strangers without having said so, and a certificate has its key. */
  static void http(Http http, Problems problems) {
    boolean stranger = http.enabled() && !http.isLoopback() && !http.isAuthenticated() && !http.open();
    if (stranger && !problems.below("http.")) {
      problems.add("http.host", Problem.quote(http.host()), "an address of this machine alone, as in 127.0.0.1, while nobody has to show who they are",
          "set http.tokens or http.tls.client-authorities; or http.open: true, if everyone who reaches that address may see everything and post events");
    }
    Http.Tls tls = http.tls();
    together("http.tls.key", tls.key(), "http.tls.certificate", tls.certificate(), problems);
    together("http.tls.certificate", tls.certificate(), "http.tls.key", tls.key(), problems);
    if (tls.clientAuthorities().isPresent()) {
      together("http.tls.certificate", tls.certificate(), "http.tls.client-authorities", tls.clientAuthorities(), problems);
    }
  }

  /** A source neither writes into what it reads, nor its dead letters among its records. */
  static void source(Section source, String topic, String deadLetters, Extract extract, Problems problems) {
    if (extract instanceof TopicExtract from && from.topic().equals(topic)) {
      problems.add(source.path("topic"), Problem.quote(topic), "another topic than the one that is read", "it would read what it writes, for ever");
    }
    if (deadLetters.equals(topic)) {
      problems.add(source.path("dead-letters"), Problem.quote(deadLetters), "another topic than the one with the records", "");
    }
  }

  private static void together(String path, Optional<?> value, String otherPath, Optional<?> other, Problems problems) {
    if (value.isEmpty() && other.isPresent() && !problems.at(path) && !problems.at(otherPath)) {
      problems.add(path, "none", "a PEM file", otherPath + " is set and needs it");
    }
  }

  private static void own(Map<String, String> owners, String name, String path, Problems problems) {
    String owner = owners.putIfAbsent(name, path);
    if (owner != null) {
      problems.add(path, Problem.quote(name), "a name that no other field of a result has", owner + " has it");
    }
  }

  private static boolean isName(String name) {
    return !name.isBlank() && name.length() <= LONGEST_MEASURE_NAME && name.codePoints().noneMatch(Character::isISOControl);
  }

  private static String clash(Use use, Use other) {
    String reason = use.topic().equals(other.topic()) ? "" : ", and Kafka takes '.' and '_' for the same";
    return other.path() + " is " + Problem.quote(other.topic()) + reason;
  }
}
