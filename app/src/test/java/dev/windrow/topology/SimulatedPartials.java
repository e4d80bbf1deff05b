package dev.windrow.topology;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Partials as a simulation looks at them, and as its mutants bend them. */
public final class SimulatedPartials {

  private SimulatedPartials() {}

  /** A partial without its sums. */
  public record View(
      String topic,
      int partition,
      int partitions,
      long from,
      long next,
      long clock,
      boolean idle,
      long quietMs,
      long wallMs,
      boolean complete,
      List<Cell> cells) {}

  /** What a sum in a partial is for. */
  public record Cell(String aggregationId, long start, String group) {}

  public static View view(byte[] bytes) {
    Partial partial = Partial.decode(bytes);
    List<Cell> cells = partial.entries().stream()
        .map(entry -> new Cell(entry.aggregation(), entry.windowStart(), new String(entry.group().bytes(), StandardCharsets.UTF_8)))
        .toList();
    return new View(
        partial.topic(), partial.partition(), partial.partitions(), partial.from(), partial.next(), partial.clock(), partial.isIdle(),
        partial.isIdle() ? partial.quietMs() : 0, partial.wallMs(), partial.complete(), cells);
  }

  /** Mutant: the clock goes ahead of the sums. */
  public static List<byte[]> clockFirst(byte[] bytes) {
    Partial partial = Partial.decode(bytes);
    Partial ahead = new Partial(
        partial.topic(), partial.partition(), partial.partitions(), partial.from(), partial.from(), partial.clock(), partial.quietMs(),
        partial.wallMs(), partial.caughtUp(), true, List.of(), List.of());
    return List.of(ahead.encode(), bytes);
  }

  /** Mutant: what became of the records is counted twice. */
  public static byte[] ledgerTwice(byte[] bytes) {
    Partial partial = Partial.decode(bytes);
    List<Partial.LedgerEntry> twice = partial.ledger().stream()
        .map(entry -> new Partial.LedgerEntry(entry.aggregation(), entry.counts().plus(entry.counts())))
        .toList();
    return new Partial(
        partial.topic(), partial.partition(), partial.partitions(), partial.from(), partial.next(), partial.clock(), partial.quietMs(),
        partial.wallMs(), partial.caughtUp(), partial.complete(), twice, partial.entries()).encode();
  }
}
