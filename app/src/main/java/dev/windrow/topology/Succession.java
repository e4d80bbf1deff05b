package dev.windrow.topology;

import dev.windrow.value.MalformedBytesException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what an earlier configuration has left behind between the stages from what an instance with another configuration sends
 * now. In the log of one merge partition, everything of an earlier configuration stands before anything of the present one, because
 * all instances stop before any starts with the new one. So what comes before is taken, but for aggregations that there are no more;
 * what comes after is refused: results would be made by two definitions, or by none for some of the events.
 *
 * <p>When a configuration comes back, its first partials may be those that it had left behind itself. Then nothing is refused until those of the
 * configuration in between have been seen.
 *
 * <p>Which configurations a merge partition has had is kept in its {@code sources} store. Confined to the stream thread.
 */
final class Succession {

  /** Partials of others may still come. */
  private static final byte OPEN = 0;

  /** The same, and own ones do not end that: they may be older than those of the configuration before. */
  private static final byte CAME_BACK = 1;

  /** Only own ones may come. */
  private static final byte SETTLED = 2;

  private final ConfigurationId own;
  private final Set<String> aggregations;
  private final MergeStore store;

  /** The configurations under which this merge partition was started, the last one last. */
  private final List<ConfigurationId> begun = new ArrayList<>();

  private byte phase = SETTLED;

  /** @param aggregations the ids of those that are configured */
  Succession(ConfigurationId own, Set<String> aggregations, MergeStore store) {
    this.own = own;
    this.aggregations = Set.copyOf(aggregations);
    this.store = store;
    restore();
  }

  /** An application's first configuration follows none. */
  void begin() {
    if (!begun.isEmpty() && last(1).equals(own)) {
      return;
    }
    phase = begun.isEmpty() ? SETTLED : begun.contains(own) ? CAME_BACK : OPEN;
    begun.remove(own);
    begun.add(own);
    save();
  }

  /**
   * What is to be merged of a partial; what must not be adds its events to {@code dropped}, by aggregation id.
   *
   * @throws UnknownAggregationException when another configuration is at work beside this one
   */
  Partial admit(Partial partial, Map<String, Long> dropped) {
    Optional<ConfigurationId> configuration = partial.configuration();
    if (configuration.isEmpty()) {
      return partial;
    }
    if (configuration.get().equals(own)) {
      reach(OPEN, SETTLED);
      return partial;
    }
    if (phase == SETTLED) {
      throw UnknownAggregationException.ofOtherConfiguration(partial.topic(), partial.partition(), configuration.get(), own);
    }
    if (configuration.get().equals(last(2))) {
      reach(CAME_BACK, OPEN);
    }
    return configured(partial, dropped);
  }

  private Partial configured(Partial partial, Map<String, Long> dropped) {
    for (Partial.Entry entry : partial.entries()) {
      if (!aggregations.contains(entry.aggregation())) {
        dropped.merge(entry.aggregation(), entry.sum().count(), Long::sum);
      }
    }
    return partial.only(aggregations);
  }

  private ConfigurationId last(int back) {
    return begun.get(begun.size() - back);
  }

  private void reach(byte from, byte to) {
    if (phase == from) {
      phase = to;
      save();
    }
  }

  private void restore() {
    byte[] kept = store.get(SourceKey.CONFIGURATION);
    if (kept == null) {
      return;
    }
    if (kept.length % Integer.BYTES != 1) {
      throw new MalformedBytesException(0, "the configurations of a merge partition, 4 bytes each and one more", kept.length + " bytes");
    }
    ByteBuffer in = ByteBuffer.wrap(kept);
    phase = in.get();
    while (in.hasRemaining()) {
      begun.add(new ConfigurationId(in.getInt()));
    }
  }

  private void save() {
    ByteBuffer out = ByteBuffer.allocate(1 + begun.size() * Integer.BYTES).put(phase);
    begun.forEach(configuration -> out.putInt(configuration.hash()));
    store.put(SourceKey.CONFIGURATION, out.array());
  }
}
