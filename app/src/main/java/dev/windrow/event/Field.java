package dev.windrow.event;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
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
  private final Map<String, Field> children = new LinkedHashMap<>();
  private final SliceTable childNames = new SliceTable();
  private Field[] indexed = {};
  private final Layout layout = new Layout();
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
    root.index();
    return root;
  }

  /** The used field of this name in this one; null for one that is not used. */
  Field child(String name) {
    return children.get(name);
  }

  /** As {@link #child(String)}, for a name in UTF-8. */
  Field child(byte[] bytes, int from, int to) {
    int index = childNames.find(bytes, from, to);
    return index == SliceTable.ABSENT ? null : indexed[index];
  }

  /** The order of names in the object that this field holds. */
  Layout layout() {
    return layout;
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

  /** Makes the children of this field and of those in it known by the bytes of their names. */
  private void index() {
    indexed = children.values().toArray(Field[]::new);
    int next = 0;
    for (Map.Entry<String, Field> child : children.entrySet()) {
      byte[] name = child.getKey().getBytes(StandardCharsets.UTF_8);
      childNames.add(name, 0, name.length, next++);
      child.getValue().index();
    }
  }
}
