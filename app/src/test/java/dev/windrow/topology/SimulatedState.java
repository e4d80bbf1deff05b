package dev.windrow.topology;

import dev.windrow.window.SourceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The stores of stage 2 as a simulation looks at them. */
public final class SimulatedState {

  private SimulatedState() {}

  /** What is kept of a source partition; ledgers by aggregation id. */
  public record Source(SourceId id, int partitions, long clock, long next, long possibleDuplicates, Map<String, Counts> ledger) {}

  /** A group in a window that is kept. */
  public record Window(String aggregationId, long start, String group) {}

  public static Optional<Source> source(byte[] key, byte[] value) {
    if (!SourceKey.isSource(key)) {
      return Optional.empty();
    }
    SourceState state = SourceState.decode(value);
    return Optional.of(new Source(
        SourceKey.source(key), state.partitions(), state.clock().clock(), state.next(), state.possibleDuplicates(), state.ledger()));
  }

  /** Whether a key tells of an aggregation's close. */
  public static boolean isClose(byte[] key) {
    return SourceKey.isClosedUpTo(key);
  }

  /** Up to which event time an aggregation is closed, for such keys. */
  public static long closedUpTo(byte[] value) {
    return ByteBuffer.wrap(value).getLong();
  }

  /** The aggregation whose close such a key tells of. */
  public static String closedAggregation(byte[] key) {
    return SourceKey.aggregation(key);
  }

  public static Window window(byte[] key) {
    WindowKey window = WindowKey.decode(key);
    return new Window(window.aggregation(), window.start(), new String(window.group().bytes(), StandardCharsets.UTF_8));
  }
}
