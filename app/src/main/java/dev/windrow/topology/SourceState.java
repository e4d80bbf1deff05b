package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;
import dev.windrow.value.MalformedBytesException;
import dev.windrow.window.SourceClock;
import dev.windrow.window.SourceId;
import dev.windrow.window.Watermarks;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What one merge partition keeps of one source partition.
 *
 * @param partitions how many partitions the source's topic had when it was last heard of
 * @param clock its clock and its last announcement of idleness
 * @param next offset after what was merged
 * @param wallMs highest wall time that its partials carried
 * @param possibleDuplicates batches that started below {@code next}: only ever under at-least-once
 * @param ledger counts by aggregation id; but for expired events kept by the source's home only
 */
record SourceState(
    int partitions, SourceClock clock, long next, long wallMs, long possibleDuplicates, Map<String, Counts> ledger) {

  static final SourceState UNHEARD = new SourceState(0, new SourceClock(0, -1, 0), 0, 0, 0, Map.of());

  private static final int VERSION = 1;

  SourceState {
    ledger = Collections.unmodifiableMap(new TreeMap<>(ledger));
  }

  /** The same without the counts of other aggregations. */
  SourceState withLedgerOf(Set<String> aggregations) {
    Map<String, Counts> kept = new TreeMap<>(ledger);
    kept.keySet().retainAll(aggregations);
    return new SourceState(partitions, clock, next, wallMs, possibleDuplicates, kept);
  }

  /**
   * Tells {@code watermarks} what is known of this source. That is nothing yet when a commit came between the partials of
   * its first batch.
   */
  void restoreTo(Watermarks watermarks, SourceId source) {
    if (partitions == 0) {
      return;
    }
    watermarks.partitions(source.topic(), partitions);
    watermarks.wall(wallMs);
    watermarks.restore(Map.of(source, clock));
  }

  byte[] encode() {
    ByteWriter out = new ByteWriter();
    out.writeByte(VERSION);
    out.writeVarInt(partitions);
    out.writeVarLong(clock.clock());
    out.writeVarLong(clock.idleWallMs() + 1);
    out.writeVarLong(clock.quietMs());
    out.writeVarLong(next);
    out.writeVarLong(wallMs);
    out.writeVarLong(possibleDuplicates);
    out.writeVarInt(ledger.size());
    ledger.forEach((aggregation, counts) -> {
      out.writeText(aggregation);
      counts.encode(out);
    });
    return out.toBytes();
  }

  static SourceState decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    in.requireVersion(VERSION, "a source of format version");
    int partitions = in.readVarInt();
    SourceClock clock = new SourceClock(in.readVarLong(), in.readVarLong() - 1, in.readVarLong());
    long next = in.readVarLong();
    long wallMs = in.readVarLong();
    long possibleDuplicates = in.readVarLong();
    Map<String, Counts> ledger = new TreeMap<>();
    for (int i = in.readVarInt(); i > 0; i--) {
      ledger.put(in.readText(), Counts.decode(in));
    }
    if (in.remaining() > 0) {
      throw new MalformedBytesException(in.position(), "the end of a source", in.remaining() + " more bytes");
    }
    return new SourceState(partitions, clock, next, wallMs, possibleDuplicates, ledger);
  }
}
