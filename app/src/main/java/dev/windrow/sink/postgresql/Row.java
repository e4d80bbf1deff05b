package dev.windrow.sink.postgresql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A row for a table.
 *
 * @param values in the order of the columns; String, BigDecimal, Long, or null
 * @param revision the highest with a key is the truth
 */
record Row(Table table, List<Object> values, long revision) {

  Row {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }

  /** What no two rows of the table have in common. */
  List<Object> key() {
    return values.subList(0, table.keyColumns());
  }

  /** Whether a text has U+0000 in it, for which PostgreSQL has no place. */
  boolean hasZeroCharacter() {
    return values.stream().anyMatch(value -> value instanceof String text && text.indexOf('\0') >= 0);
  }
}
