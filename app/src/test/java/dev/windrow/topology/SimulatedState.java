package dev.windrow.topology;

import dev.windrow.window.SourceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;

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

  /** The windows that a changelog's last records of each key keep, however they stand there. */
  public static Set<Window> windows(Map<Bytes, byte[]> last) {
    return keys(last).stream()
        .map(key -> new Window(key.aggregation(), key.start(), new String(key.group().bytes(), StandardCharsets.UTF_8)))
        .collect(Collectors.toSet());
  }

  /** One key for each group, however it stands there, in the order of their first entries. */
  static Set<WindowKey> keys(Map<Bytes, byte[]> entries) {
    Set<WindowKey> keys = new LinkedHashSet<>();
    entries.forEach((key, value) -> {
      WindowKey window = WindowKey.decode(key.get());
      if (isBlock(key.get())) {
        GroupBlock.groups(value).forEachRemaining(kept -> keys.add(new WindowKey(window.aggregation(), window.start(), kept.group())));
      } else {
        keys.add(window);
      }
    });
    return keys;
  }

  /** Whether a record of the changelog of windows has several groups. */
  public static boolean isBlock(byte[] key) {
    return WindowKey.isBlock(key);
  }

  /** The run of such a record. */
  public static int run(byte[] key) {
    return WindowKey.run(key);
  }
}
