package dev.windrow.fuzz;

import dev.windrow.event.EventBatch;
import dev.windrow.event.EventSchema;
import dev.windrow.event.RejectReason;
import dev.windrow.value.NumberColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What became of one document.
 *
 * @param verdict {@code good}, or the code of the reject
 * @param time the event's time; 0 for a reject
 * @param values the group values as canonical text or {@code missing}, then the numbers; empty for a reject
 */
record Outcome(String verdict, long time, List<String> values) {

  static final String GOOD = "good";
  static final String MISSING = "missing";
  static final String NO_NUMBER = "none";

  /** What a batch holds in one row. */
  static Outcome of(EventSchema schema, EventBatch batch, int row) {
    if (!batch.isGood(row)) {
      return rejected(batch.reject(row).reason());
    }
    List<String> values = new ArrayList<>();
    for (int column = 0; column < schema.groupFields().size(); column++) {
      values.add(group(batch, column, row));
    }
    for (int column = 0; column < schema.numberFields().size(); column++) {
      values.add(number(batch.number(column), row));
    }
    return new Outcome(GOOD, batch.time(row), values);
  }

  static Outcome rejected(RejectReason reason) {
    return new Outcome(reason.code(), 0, List.of());
  }

  boolean isGood() {
    return verdict.equals(GOOD);
  }

  /** The number, exactly, and whether it is one that takes the fast form. */
  static String number(BigDecimal number, boolean fixed) {
    return (number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros()) + (fixed ? "" : ", big");
  }

  private static String group(EventBatch batch, int column, int row) {
    int id = batch.groupValue(column, row);
    return id == EventBatch.MISSING ? MISSING : new String(batch.dictionary(column).canonical(id), StandardCharsets.UTF_8);
  }

  private static String number(NumberColumn column, int row) {
    if (column.isNone(row)) {
      return NO_NUMBER;
    }
    return column.isFixed(row) ? number(BigDecimal.valueOf(column.fixed(row), 9), true) : number(column.big(row), false);
  }
}
