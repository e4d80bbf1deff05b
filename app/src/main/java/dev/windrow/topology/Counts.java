package dev.windrow.topology;

import dev.windrow.value.ByteReader;
import dev.windrow.value.ByteWriter;

/**
 * What became of the records of one source partition, for one aggregation (rule S12):
 * read = aggregated + filtered + skipped + late + expired + dead letters.
 *
 * <p>An expired event was first counted as aggregated by stage 1; stage 2 counts it as {@code expired}, and {@link
 * #settled} takes it out of {@code aggregated}.
 */
public record Counts(long read, long aggregated, long filtered, long skipped, long late, long expired, long deadLetters) {

  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0, 0);

  static Counts expired(long events) {
    return new Counts(0, 0, 0, 0, 0, events, 0);
  }

  public Counts plus(Counts other) {
    return new Counts(
        read + other.read,
        aggregated + other.aggregated,
        filtered + other.filtered,
        skipped + other.skipped,
        late + other.late,
        expired + other.expired,
        deadLetters + other.deadLetters);
  }

  /** The sums of all merge partitions as a ledger: what expired was not aggregated. */
  public Counts settled() {
    return new Counts(read, aggregated - expired, filtered, skipped, late, expired, deadLetters);
  }

  /** Whether a settled ledger accounts for every record. */
  public boolean balances() {
    return read == aggregated + filtered + skipped + late + expired + deadLetters && aggregated >= 0;
  }

  void encode(ByteWriter out) {
    out.writeVarLong(read);
    out.writeVarLong(aggregated);
    out.writeVarLong(filtered);
    out.writeVarLong(skipped);
    out.writeVarLong(late);
    out.writeVarLong(expired);
    out.writeVarLong(deadLetters);
  }

  static Counts decode(ByteReader in) {
    return new Counts(
        in.readVarLong(), in.readVarLong(), in.readVarLong(), in.readVarLong(), in.readVarLong(), in.readVarLong(), in.readVarLong());
  }
}
