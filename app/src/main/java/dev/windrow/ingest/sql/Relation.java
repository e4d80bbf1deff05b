package dev.windrow.ingest.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is read, as the database describes it, and the statements that read it.
 *
 * @param from what stands behind FROM
 * @param quote in front of a name and behind it; blank when names cannot be quoted
 * @param key the column by which it is cut into ranges
 * @param keyIsUnique whether no two rows have the same key
 * @param growing the column by which new rows are known
 */
record Relation(String from, String quote, List<Column> columns, Optional<Column> key, boolean keyIsUnique, Optional<Column> growing) {

  Relation {
    columns = List.copyOf(columns);
  }

  /** A statement and its parameters: texts, each for a column of a kind. */
  record Statement(String sql, List<Parameter> parameters) {}

  record Parameter(KeyKind kind, String text) {}

  KeyKind keyKind() {
    return key.flatMap(KeyKind::of).orElseThrow();
  }

  KeyKind growingKind() {
    return growing.flatMap(KeyKind::of).orElseThrow();
  }

  /** The highest value of the growing column above another. */
  Statement highest(Optional<String> above) {
    List<Parameter> parameters = new ArrayList<>();
    String where = above.map(value -> " WHERE " + compared(growing.orElseThrow(), ">", growingKind(), value, parameters)).orElse("");
    return new Statement("SELECT MAX(" + name(growing.orElseThrow()) + ") FROM " + from + where, parameters);
  }

  /** The lowest and the highest key in what a run reads. */
  Statement ends(Plan plan) {
    List<Parameter> parameters = new ArrayList<>();
    String key = name(this.key.orElseThrow());
    return new Statement("SELECT MIN(" + key + "), MAX(" + key + ") FROM " + from + where(grown(plan, parameters)), parameters);
  }

  /** The rows of a range, in an order that is the same each time, from a position on. */
  Statement rows(Plan plan, KeyRange range, Optional<String> fromKey) {
    List<Parameter> parameters = new ArrayList<>();
    List<String> conditions = grown(plan, parameters);
    if (range.isNulls()) {
      conditions.add(name(key.orElseThrow()) + " IS NULL");
    }
    Optional<String> lowest = fromKey.or(range::from);
    lowest.ifPresent(value -> conditions.add(compared(key.orElseThrow(), ">=", keyKind(), value, parameters)));
    range.below().ifPresent(value -> conditions.add(compared(key.orElseThrow(), "<", keyKind(), value, parameters)));
    if (key.isPresent() && !range.isNulls() && lowest.isEmpty() && range.below().isEmpty()) {
      conditions.add(name(key.get()) + " IS NOT NULL");
    }
    return new Statement("SELECT " + columns.stream().map(this::name).collect(Collectors.joining(", ")) + " FROM " + from + where(conditions) + order(range), parameters);
  }

  private List<String> grown(Plan plan, List<Parameter> parameters) {
    List<String> conditions = new ArrayList<>();
    plan.above().ifPresent(value -> conditions.add(compared(growing.orElseThrow(), ">", growingKind(), value, parameters)));
    plan.upTo().ifPresent(value -> conditions.add(compared(growing.orElseThrow(), "<=", growingKind(), value, parameters)));
    return conditions;
  }

  /** By the key; where that leaves an order open, by all else that has one. */
  private String order(KeyRange range) {
    List<Column> by = new ArrayList<>();
    if (key.isPresent() && !range.isNulls()) {
      by.add(key.get());
    }
    if (by.isEmpty() || !keyIsUnique) {
      columns.stream().filter(Column::isOrdered).filter(column -> !by.contains(column)).forEach(by::add);
    }
    return by.isEmpty() ? "" : by.stream().map(this::name).collect(Collectors.joining(", ", " ORDER BY ", ""));
  }

  private String compared(Column column, String how, KeyKind kind, String value, List<Parameter> parameters) {
    parameters.add(new Parameter(kind, value));
    return name(column) + " " + how + " ?";
  }

  private static String where(List<String> conditions) {
    return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
  }

  private String name(Column column) {
    return quoted(column.name(), quote);
  }

  static String quoted(String name, String quote) {
    return quote.isBlank() ? name : quote + name.replace(quote, quote + quote) + quote;
  }
}
