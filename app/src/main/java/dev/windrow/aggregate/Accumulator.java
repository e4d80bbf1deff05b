package dev.windrow.aggregate;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.value.NumberColumn;
import java.util.Arrays;

/**
 * What has been added up for one group in one window: how many events, and a {@link NumberSummary} of each measured field.
 *
 * <p>Hot path: adding an event without numbers beyond the fixed form allocates nothing.
 *
 * <p>Encoded as the version byte {@value #VERSION}, the count, the number of fields and their summaries.
 */
public final class Accumulator implements Aggregate<NumberColumn[], Accumulator> {

  /** The format's version. */
  static final int VERSION = 1;

  private final NumberSummary[] fields;
  private long count;

  /** An empty accumulator of {@code fields} measured fields; {@link Measures} knows how many. */
  public Accumulator(int fields) {
    this.fields = new NumberSummary[fields];
    Arrays.setAll(this.fields, field -> new NumberSummary());
  }

  private Accumulator(long count, NumberSummary[] fields) {
    this.count = count;
    this.fields = fields;
  }

  /** Adds one event: its row in the columns of the measured fields, in their order. */
  @Override
  public void add(NumberColumn[] columns, int row) {
    count++;
    for (int field = 0; field < fields.length; field++) {
      fields[field].add(columns[field], row);
    }
  }

  /** IllegalArgumentException when the other one measures another number of fields, so belongs to another aggregation. */
  @Override
  public void merge(Accumulator other) {
    if (other.fields.length != fields.length) {
      throw new IllegalArgumentException("expected an accumulator of " + fields.length + " fields, found one of " + other.fields.length);
    }
    count += other.count;
    for (int field = 0; field < fields.length; field++) {
      fields[field].merge(other.fields[field]);
    }
  }

  /**
   * Merges one that measures more fields, or the same in another order.
   *
   * @param its the index there of each of the fields here
   */
  public void mergeFields(Accumulator other, int[] its) {
    count += other.count;
    for (int field = 0; field < fields.length; field++) {
      fields[field].merge(other.fields[its[field]]);
    }
  }

  /** How many events were added. */
  public long count() {
    return count;
  }

  /** How many fields are measured. */
  public int fields() {
    return fields.length;
  }

  /** The summary of the field with this index. */
  public NumberSummary field(int field) {
    return fields[field];
  }

  @Override
  public void encode(ByteWriter out) {
    out.writeByte(VERSION);
    out.writeVarLong(count);
    out.writeVarInt(fields.length);
    for (NumberSummary field : fields) {
      field.encode(out);
    }
  }

  /** Reads what {@link #encode} wrote, and no further; MalformedBytesException for anything else. */
  public static Accumulator decode(ByteReader in) {
    in.requireVersion(VERSION, "an accumulator of version");
    long count = in.readVarLong();
    NumberSummary[] fields = new NumberSummary[decodeSize(in)];
    for (int field = 0; field < fields.length; field++) {
      fields[field] = decodeField(in, count);
    }
    return new Accumulator(count, fields);
  }

  /** A field takes at least a byte, so a damaged number can't ask for more memory than there are bytes. */
  private static int decodeSize(ByteReader in) {
    int start = in.position();
    int size = in.readVarInt();
    if (size > in.remaining()) {
      throw new MalformedBytesException(start, "at most " + in.remaining() + " fields", Integer.toString(size));
    }
    return size;
  }

  private static NumberSummary decodeField(ByteReader in, long count) {
    int start = in.position();
    NumberSummary field = NumberSummary.decode(in);
    if (field.count() > count) {
      throw new MalformedBytesException(start, "at most " + count + " numbers", Long.toString(field.count()));
    }
    return field;
  }
}
