package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.Group;
import dev.windrow.value.MalformedBytesException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What stage 1 tells one merge partition about one batch of one source partition: the batch's events, added up per
 * (aggregation, window, group), and where the source stands now.
 *
 * <p>A batch whose entries need several records gives its clock, {@code next} and ledger to the last of them only, so
 * that stage 2 has merged all entries before it moves the clock. The earlier ones are not {@link #complete}.
 *
 * @param configuration under which it was made; empty for one of a version that did not say, and until a {@link Combiner} has let go of it
 * @param topic source topic
 * @param partition source partition
 * @param partitions how many partitions the source topic has, as the consumer saw it
 * @param from offset of the batch's first record
 * @param next offset after the batch's last record; {@code from} when the batch is empty
 * @param clock the source's clock after the batch, in epoch ms; 0 is unknown
 * @param quietMs for how long the source has been idle; {@link #NOT_IDLE} when it is not
 * @param wallMs wall time at which the batch was polled, in epoch ms
 * @param caughtUp whether nothing stood behind the batch when it was polled
 * @param complete whether this is the batch's only or last record for its merge partition
 * @param ledger what became of the batch's records; empty but in the source's home merge partition
 * @param entries the sums
 */
record Partial(
    Optional<ConfigurationId> configuration,
    String topic,
    int partition,
    int partitions,
    long from,
    long next,
    long clock,
    long quietMs,
    long wallMs,
    boolean caughtUp,
    boolean complete,
    List<LedgerEntry> ledger,
    List<Entry> entries) {

  static final long NOT_IDLE = -1;

  /** The wire format; a golden file holds it. */
  private static final int VERSION = 1;

  private static final int COMPLETE = 1;
  private static final int IDLE = 2;
  private static final int CONFIGURED = 4;
  private static final int CAUGHT_UP = 8;
  private static final int FLAGS = COMPLETE | IDLE | CONFIGURED | CAUGHT_UP;

  /**
   * The sum of one group in one window.
   *
   * @param aggregation id of the aggregation
   */
  record Entry(String aggregation, long windowStart, Group group, Accumulator sum) {}

  /** Counts of one aggregation; see {@link Counts}. */
  record LedgerEntry(String aggregation, Counts counts) {}

  /** Made under no configuration yet. */
  Partial(
      String topic, int partition, int partitions, long from, long next, long clock, long quietMs, long wallMs, boolean caughtUp, boolean complete,
      List<LedgerEntry> ledger, List<Entry> entries) {
    this(Optional.empty(), topic, partition, partitions, from, next, clock, quietMs, wallMs, caughtUp, complete, ledger, entries);
  }

  boolean isIdle() {
    return quietMs != NOT_IDLE;
  }

  /** The same batch's complete partial, with entries. */
  Partial with(List<Entry> added) {
    return new Partial(configuration, topic, partition, partitions, from, next, clock, quietMs, wallMs, caughtUp, true, ledger, added);
  }

  /** A partial of the same batch that goes ahead of the complete one. */
  Partial incomplete(List<Entry> added) {
    return new Partial(configuration, topic, partition, partitions, from, next, clock, quietMs, wallMs, caughtUp, false, List.of(), added);
  }

  /** The same, made under this configuration. */
  Partial under(ConfigurationId made) {
    return new Partial(Optional.of(made), topic, partition, partitions, from, next, clock, quietMs, wallMs, caughtUp, complete, ledger, entries);
  }

  /** The same without other aggregations. */
  Partial only(Set<String> aggregations) {
    return new Partial(
        configuration, topic, partition, partitions, from, next, clock, quietMs, wallMs, caughtUp, complete,
        ledger.stream().filter(entry -> aggregations.contains(entry.aggregation())).toList(),
        entries.stream().filter(entry -> aggregations.contains(entry.aggregation())).toList());
  }

  private int flags() {
    return (complete ? COMPLETE : 0) | (isIdle() ? IDLE : 0) | (configuration.isPresent() ? CONFIGURED : 0) | (caughtUp ? CAUGHT_UP : 0);
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeByte(flags());
    configuration.ifPresent(made -> out.writeInt(made.hash()));
    out.writeText(topic);
    out.writeVarInt(partition);
    out.writeVarInt(partitions);
    out.writeVarLong(from);
    out.writeVarLong(next - from);
    out.writeVarLong(clock);
    out.writeVarLong(isIdle() ? quietMs : 0);
    out.writeVarLong(wallMs);
    out.writeVarInt(ledger.size());
    for (LedgerEntry entry : ledger) {
      out.writeText(entry.aggregation());
      entry.counts().encode(out);
    }
    out.writeVarInt(entries.size());
    String aggregation = "";
    for (Entry entry : entries) {
      // Entries of one aggregation stand together: its id is written once.
      out.writeText(entry.aggregation().equals(aggregation) ? "" : entry.aggregation());
      aggregation = entry.aggregation();
      out.writeVarLong(entry.windowStart());
      out.writeBlock(entry.group().bytes());
      entry.sum().encode(out);
    }
    return out.toBytes();
  }

  /** The partial that {@code bytes} hold; MalformedBytesException says where they do not. */
  static Partial decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    in.requireVersion(VERSION, "a partial of format version");
    int flags = in.readByte();
    Optional<ConfigurationId> configuration = (flags & CONFIGURED) == 0 ? Optional.empty() : Optional.of(new ConfigurationId(in.readInt()));
    String topic = in.readText();
    int partition = in.readVarInt();
    int partitions = in.readVarInt();
    long from = in.readVarLong();
    long next = from + in.readVarLong();
    long clock = in.readVarLong();
    long quietMs = in.readVarLong();
    long wallMs = in.readVarLong();
    List<LedgerEntry> ledger = readLedger(in);
    List<Entry> entries = readEntries(in);
    if (in.remaining() != 0 || flags > FLAGS || partition >= partitions || next < from) {
      throw new MalformedBytesException(in.position(), "the end of a partial of a partition below " + partitions,
          "partition " + partition + ", flags " + flags + ", offsets " + from + " to " + next + " and " + in.remaining() + " more bytes");
    }
    boolean idle = (flags & IDLE) != 0;
    return new Partial(
        configuration, topic, partition, partitions, from, next, clock, idle ? quietMs : NOT_IDLE, wallMs, (flags & CAUGHT_UP) != 0,
        (flags & COMPLETE) != 0, ledger, entries);
  }

  private static List<LedgerEntry> readLedger(ByteReader in) {
    int count = in.readVarInt();
    List<LedgerEntry> ledger = new ArrayList<>(Math.min(count, in.remaining()));
    for (int i = 0; i < count; i++) {
      ledger.add(new LedgerEntry(in.readText(), Counts.decode(in)));
    }
    return ledger;
  }

  private static List<Entry> readEntries(ByteReader in) {
    int count = in.readVarInt();
    List<Entry> entries = new ArrayList<>(Math.min(count, in.remaining()));
    String aggregation = "";
    for (int i = 0; i < count; i++) {
      String written = in.readText();
      aggregation = written.isEmpty() ? aggregation : written;
      entries.add(new Entry(aggregation, in.readVarLong(), Group.ofCanonical(in.readBlock()), Accumulator.decode(in)));
    }
    return entries;
  }
}
