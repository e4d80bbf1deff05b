package dev.windrow.event;

import java.util.List;

/**
 * Where a field stands in an event: the names from the root object down, written with dots, as in
 * {@code user.id}.
 */
public record FieldPath(List<String> names) {

  public FieldPath {
    names = List.copyOf(names);
    if (names.isEmpty() || names.stream().anyMatch(String::isEmpty)) {
      throw new IllegalArgumentException("expected a field name or a dotted path like user.id, found '" + String.join(".", names) + "'");
    }
  }

  /** The path that {@code text} names; IllegalArgumentException when a name between dots is empty. */
  public static FieldPath parse(String text) {
    return new FieldPath(List.of(text.split("\\.", -1)));
  }

  @Override
  public String toString() {
    return String.join(".", names);
  }
}
