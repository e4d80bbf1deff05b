package dev.windrow.event;

import dev.windrow.value.Decimals;
import dev.windrow.value.NumberColumn;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts the used values of one event after the other into the columns of a batch, and says what is wrong with an event as a whole.
 *
 * <p>Of several faults the first counts in this order: the time, the group fields, the number fields, then being skipped by every
 * aggregation. A fault of a value that the document overrides later does not count.
 *
 * <p>Confined to one thread; allocates nothing for an event without faults, except for values seen for the first time and for numbers
 * without a fixed form.
 */
final class Row implements FieldSink {

  private static final String TIME_EXPECTED = "a time like 2026-11-20T10:15:30.250Z or epoch milliseconds";
  private static final int TIME_SLOT = 0;

  /** A power of two. */
  private static final int ROWS_BETWEEN_LOOKS = 1 << 10;

  private final EventSchema schema;
  private final String timePath;
  private final boolean timedByRecord;
  private final int[][] groupings;
  private final Reject[] faults;
  private final Timestamps timestamps = new Timestamps();

  private EventBatch batch;
  private int row;
  private boolean timed;
  private boolean faulty;

  Row(EventSchema schema) {
    this.schema = schema;
    timePath = schema.time().map(FieldPath::toString).orElse("");
    timedByRecord = schema.time().isEmpty();
    groupings = schema.groupings().stream().map(columns -> columns.stream().mapToInt(Integer::intValue).toArray()).toArray(int[][]::new);
    faults = new Reject[1 + schema.groupFields().size() + schema.numberFields().size()];
  }

  /** Values go to this batch from now on. Said once for all its rows: collectors charge for each reference that is stored in what has lived for long. */
  void fill(EventBatch target) {
    batch = target;
  }

  /** Values go to this row of the batch from now on. */
  void begin(int targetRow) {
    row = targetRow;
    timed = timedByRecord;
    if (targetRow % ROWS_BETWEEN_LOOKS == 0) {
      timestamps.forget();
    }
    if (faulty) {
      Arrays.fill(faults, null);
      faulty = false;
    }
  }

  /** What is wrong with the row; null for nothing. */
  Reject end() {
    if (!timed && faults[TIME_SLOT] == null) {
      return new Reject(RejectReason.NO_TIMESTAMP, timePath + ": expected " + TIME_EXPECTED + ", found nothing");
    }
    return faulty ? firstFault() : skipped();
  }

  @Override
  public void text(Field field, byte[] bytes, int from, int to) {
    if (field.isTime()) {
      time(field, timestamps.ofText(bytes, from, to), bytes, from, to);
    }
    if (field.group() != Field.UNUSED) {
      int id = dictionary(field).text(bytes, from, to);
      group(field, id, bytes, from, to);
    }
    if (field.number() != Field.UNUSED) {
      String found = "the string " + Reject.excerpt(bytes, from, to);
      fault(numberSlot(field), Reject.of(RejectReason.WRONG_TYPE, field.path(), "a number", found));
    }
  }

  @Override
  public void number(Field field, byte[] bytes, int from, int to) {
    if (field.isTime()) {
      time(field, Timestamps.ofNumber(bytes, from, to), bytes, from, to);
    }
    if (field.group() != Field.UNUSED) {
      int id = dictionary(field).number(bytes, from, to);
      group(field, id, bytes, from, to);
    }
    if (field.number() != Field.UNUSED) {
      measure(field, bytes, from, to);
    }
  }

  @Override
  public void bool(Field field, boolean value) {
    if (field.group() != Field.UNUSED) {
      batch.group(field.group(), row, dictionary(field).bool(value));
    }
    if (field.isTime()) {
      fault(TIME_SLOT, Reject.of(RejectReason.BAD_TIMESTAMP, field.path(), TIME_EXPECTED, Boolean.toString(value)));
    }
    if (field.number() != Field.UNUSED) {
      fault(numberSlot(field), Reject.of(RejectReason.WRONG_TYPE, field.path(), "a number", Boolean.toString(value)));
    }
  }

  @Override
  public void nothing(Field field) {
    if (field.group() != Field.UNUSED) {
      batch.group(field.group(), row, dictionary(field).nothing());
    }
    if (field.isTime()) {
      fault(TIME_SLOT, Reject.of(RejectReason.NO_TIMESTAMP, field.path(), TIME_EXPECTED, "null"));
    }
  }

  @Override
  public void container(Field field, String kind) {
    if (field.isTime()) {
      fault(TIME_SLOT, Reject.of(RejectReason.BAD_TIMESTAMP, field.path(), TIME_EXPECTED, kind));
    }
    if (field.group() != Field.UNUSED) {
      fault(groupSlot(field), Reject.of(RejectReason.WRONG_TYPE, field.path(), "a string, number, boolean or null", kind));
    }
    if (field.number() != Field.UNUSED) {
      fault(numberSlot(field), Reject.of(RejectReason.WRONG_TYPE, field.path(), "a number", kind));
    }
  }

  @Override
  public void forget(Field field) {
    if (field.isTime()) {
      timed = false;
      faults[TIME_SLOT] = null;
    }
    if (field.group() != Field.UNUSED) {
      batch.group(field.group(), row, EventBatch.MISSING);
      faults[groupSlot(field)] = null;
    }
    if (field.number() != Field.UNUSED) {
      batch.number(field.number()).none(row);
      faults[numberSlot(field)] = null;
    }
    field.children().forEach(this::forget);
  }

  private void time(Field field, long time, byte[] bytes, int from, int to) {
    if (time >= 0 && time <= Timestamps.MAX) {
      batch.time(row, time);
      timed = true;
    } else {
      fault(TIME_SLOT, timeReject(field, time, Reject.excerpt(bytes, from, to)));
    }
  }

  private static Reject timeReject(Field field, long time, String found) {
    if (time == Timestamps.NOT_A_TIME) {
      return Reject.of(RejectReason.BAD_TIMESTAMP, field.path(), TIME_EXPECTED, found);
    }
    return time < 0
        ? Reject.of(RejectReason.BEFORE_1970, field.path(), "a time from 1970 on", found)
        : Reject.of(RejectReason.OUT_OF_RANGE, field.path(), "a time up to the year 9999", found);
  }

  private void group(Field field, int id, byte[] bytes, int from, int to) {
    if (id >= 0) {
      batch.group(field.group(), row, id);
    } else if (id == ValueDictionary.OUT_OF_RANGE) {
      fault(groupSlot(field), outOfRange(field, bytes, from, to));
    } else {
      String found = "half a surrogate pair in " + Reject.excerpt(bytes, from, to);
      fault(groupSlot(field), Reject.of(RejectReason.WRONG_TYPE, field.path(), "Unicode text", found));
    }
  }

  private void measure(Field field, byte[] bytes, int from, int to) {
    NumberColumn column = batch.number(field.number());
    long fixed = Decimals.fixed(bytes, from, to);
    if (fixed != Decimals.NOT_FIXED) {
      column.fixed(row, fixed);
      return;
    }
    Optional<BigDecimal> number = Decimals.parse(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
    long late = number.map(Decimals::fixed).orElse(Decimals.NOT_FIXED);
    if (late != Decimals.NOT_FIXED) {
      column.fixed(row, late);
    } else if (number.isPresent()) {
      column.big(row, number.get());
    } else {
      fault(numberSlot(field), outOfRange(field, bytes, from, to));
    }
  }

  private static Reject outOfRange(Field field, byte[] bytes, int from, int to) {
    String expected = "at most " + Decimals.DIGITS + " digits and an exponent within " + Decimals.EXPONENT;
    return Reject.of(RejectReason.OUT_OF_RANGE, field.path(), expected, Reject.excerpt(bytes, from, to));
  }

  private Reject skipped() {
    for (int[] grouping : groupings) {
      if (hasAll(grouping)) {
        return null;
      }
    }
    String missing = schema.groupFields().stream().filter(this::isMissing).map(FieldPath::toString).collect(Collectors.joining(", "));
    return new Reject(RejectReason.SKIPPED_BY_ALL, "expected the fields that some aggregation groups by, found no " + missing);
  }

  private boolean isMissing(FieldPath groupField) {
    return batch.groupValue(schema.groupFields().indexOf(groupField), row) == EventBatch.MISSING;
  }

  private Reject firstFault() {
    for (Reject fault : faults) {
      if (fault != null) {
        return fault;
      }
    }
    return skipped();
  }

  private void fault(int slot, Reject fault) {
    faults[slot] = fault;
    faulty = true;
  }

  private ValueDictionary dictionary(Field field) {
    return batch.dictionary(field.group());
  }

  private static int groupSlot(Field field) {
    return TIME_SLOT + 1 + field.group();
  }

  private int numberSlot(Field field) {
    return TIME_SLOT + 1 + schema.groupFields().size() + field.number();
  }

  private boolean hasAll(int[] grouping) {
    for (int column : grouping) {
      if (batch.groupValue(column, row) == EventBatch.MISSING) {
        return false;
      }
    }
    return true;
  }
}
