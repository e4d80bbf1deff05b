package dev.windrow.event;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A field of the event that is used, or that has used fields in it; the root stands for the event itself. What a field is
 * used for: as time, as a group column, as a number column, in any combination.
 *
 * <p>Confined to one thread.
 */
final class Field {

  static final int UNUSED = -1;

  private final String path;
  private final Map<String, Field> children = new HashMap<>();
  private boolean time;
  private int group = UNUSED;
  private int number = UNUSED;
  private long document;

  private Field(String path) {
    this.path = path;
  }

  /** The fields that a schema uses, as a tree; its root. */
  static Field tree(EventSchema schema) {
    Field root = new Field("");
    schema.time().ifPresent(path -> root.at(path).time = true);
    List<FieldPath> groups = schema.groupFields();
    for (int column = 0; column < groups.size(); column++) {
      root.at(groups.get(column)).group = column;
    }
    List<FieldPath> numbers = schema.numberFields();
    for (int column = 0; column < numbers.size(); column++) {
      root.at(numbers.get(column)).number = column;
    }
    return root;
  }

  /** The used field of this name in this one; null for one that is not used. */
  Field child(String name) {
    return children.get(name);
  }

  Collection<Field> children() {
    return children.values();
  }

  /** Marks the field as seen in the document of this number, and says whether it was already. */
  boolean isRepeatedIn(long documentNumber) {
    boolean repeated = document == documentNumber;
    document = documentNumber;
    return repeated;
  }

  /** Dotted, as in {@code user.id}. */
  String path() {
    return path;
  }

  boolean isTime() {
    return time;
  }

  /** The group column; {@link #UNUSED} when not grouped by. */
  int group() {
    return group;
  }

  /** The number column; {@link #UNUSED} when not measured. */
  int number() {
    return number;
  }

  private Field at(FieldPath fieldPath) {
    Field field = this;
    for (String name : fieldPath.names()) {
      String parent = field.path;
      field = field.children.computeIfAbsent(name, key -> new Field(parent.isEmpty() ? key : parent + "." + key));
    }
    return field;
  }
}
