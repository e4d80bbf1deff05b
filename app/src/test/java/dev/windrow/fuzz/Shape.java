package dev.windrow.fuzz;

import dev.windrow.event.EventSchema;
import dev.windrow.event.FieldPath;
import dev.windrow.event.Limits;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Schemas that differ in what they make of a document. */
enum Shape {

  /** As documents of the corpus are meant: strict limits, so that little reaches them. */
  STRICT("t", List.of("k", "a.b", "a.b.c"), List.of("v", "a.c", "k"), List.of(List.of(0), List.of(1, 2)), new Limits(1_000, 8, 40)),

  /** The default limits. */
  USUAL("t", List.of("k"), List.of("v"), List.of(List.of(0)), Limits.DEFAULTS),

  /** The record's own time, and an aggregation that groups by nothing. */
  RECORD_TIME("", List.of("k", "v"), List.of("v"), List.of(List.of(), List.of(0, 1)), new Limits(400, 5, 1_000)),

  /** One field as time, group and number, below another that is used itself. */
  ALL_IN_ONE("a.t", List.of("a.t", "a"), List.of("a.t", "v"), List.of(List.of(0), List.of(1)), Limits.DEFAULTS),

  /** Names that need escapes, or more than a byte a character, or look alike. */
  ODD_NAMES("zeit é", List.of("k\"\\", "😀.\t", "K", "ａ"), List.of("/", "\u0000", "k "), List.of(List.of(0), List.of(1), List.of(2), List.of(3)),
      new Limits(2_000, 16, 64));

  private static final long MAX_AHEAD_MS = 600_000;

  private final EventSchema schema;

  Shape(String time, List<String> groups, List<String> numbers, List<List<Integer>> groupings, Limits limits) {
    Optional<FieldPath> timePath = time.isEmpty() ? Optional.empty() : Optional.of(FieldPath.parse(time));
    schema = new EventSchema(timePath, paths(groups), paths(numbers), groupings, limits, MAX_AHEAD_MS);
  }

  EventSchema schema() {
    return schema;
  }

  /** The same with other limits. */
  EventSchema with(Limits limits) {
    return new EventSchema(
        schema.time(), schema.groupFields(), schema.numberFields(), schema.groupings(), limits, schema.maxAheadMs());
  }

  /** The paths of all used fields, each at least once. */
  List<FieldPath> paths() {
    return Stream.of(schema.time().stream(), schema.groupFields().stream(), schema.numberFields().stream()).flatMap(paths -> paths).toList();
  }

  /** The names that make up the paths. */
  List<String> names() {
    return paths().stream().flatMap(path -> path.names().stream()).distinct().toList();
  }

  static Shape of(int number) {
    return values()[Math.floorMod(number, values().length)];
  }

  private static List<FieldPath> paths(List<String> texts) {
    return texts.stream().map(FieldPath::parse).toList();
  }
}
