package dev.windrow.topology;

import dev.windrow.aggregate.Accumulator;
import dev.windrow.value.ByteReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Records as somebody else might write them to the topic between the stages: each is a real partial with one thing changed. */
public final class ForgedPartials {

  private static final long YEAR_9999 = 253_402_300_799_000L;

  private ForgedPartials() {}

  /** What is forged, by what the refusal must say. */
  public static Map<String, byte[]> of(byte[] real) {
    Partial partial = Partial.decode(real);
    Map<String, byte[]> forged = new LinkedHashMap<>();
    forged.put("expected a partial of format version 1, found version 110", "no partial".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    forged.put("expected a partial of format version 1, found version 2", otherVersion(real));
    forged.put("expected a byte (1), found 0 bytes before the end", new byte[0]);
    forged.put("expected a value, found none", null);
    forged.put("more bytes", Arrays.copyOf(real, real.length + 1));
    forged.put("expected a clock that is at most input.max-ahead", with(partial, YEAR_9999, partial.wallMs(), List.of()).encode());
    forged.put("expected a wall time of at most a day from now", with(partial, partial.clock(), YEAR_9999, List.of()).encode());
    forged.put("expected at most " + (partial.next() - partial.from()) + " events", with(partial, partial.clock(), partial.wallMs(), more(partial)).encode());
    return forged;
  }

  /** Whether the partial holds sums, so that all of {@link #of} can be made of it. */
  public static boolean fits(byte[] real) {
    Partial partial = Partial.decode(real);
    return partial.complete() && !partial.entries().isEmpty();
  }

  private static byte[] otherVersion(byte[] real) {
    byte[] other = real.clone();
    other[0] = 2;
    return other;
  }

  private static Partial with(Partial partial, long clock, long wallMs, List<Partial.Entry> entries) {
    return new Partial(
        partial.topic(), partial.partition(), partial.partitions(), partial.next(), partial.next() + partial.next() - partial.from(), clock,
        Partial.NOT_IDLE, wallMs, partial.caughtUp(), true, List.of(), entries);
  }

  private static List<Partial.Entry> more(Partial partial) {
    Partial.Entry entry = partial.entries().get(0);
    Accumulator sum = Accumulator.decode(new ByteReader(bytes(entry.sum())));
    for (int i = 0; i < 40; i++) {
      sum.merge(Accumulator.decode(new ByteReader(bytes(sum))));
    }
    List<Partial.Entry> entries = new ArrayList<>();
    entries.add(new Partial.Entry(entry.aggregation(), entry.windowStart(), entry.group(), sum));
    return entries;
  }

  private static byte[] bytes(Accumulator sum) {
    var out = new dev.windrow.value.ByteWriter();
    sum.encode(out);
    return out.toBytes();
  }
}
