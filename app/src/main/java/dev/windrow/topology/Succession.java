package dev.windrow.topology;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what an earlier configuration has left behind between the stages from what an instance with another configuration sends
 * now. In the log of one merge partition, everything of an earlier configuration stands before anything of the present one, because
 * all instances stop before any starts with the new one. So what comes before is taken, but for aggregations that there are no more;
 * what comes after is refused: results would be made by two definitions, or by none for some of the events.
 *
 * <p>Which configuration a merge partition has got to is kept in its {@code sources} store. Confined to the stream thread.
 */
final class Succession {

  private final ConfigurationId own;
  private final Set<String> aggregations;
  private final MergeStore store;

  /** The configuration whose partials were merged last; empty before the very first. */
  private Optional<ConfigurationId> reached;

  /** @param aggregations the ids of those that are configured */
  Succession(ConfigurationId own, Set<String> aggregations, MergeStore store) {
    this.own = own;
    this.aggregations = Set.copyOf(aggregations);
    this.store = store;
    this.reached = Optional.ofNullable(store.get(SourceKey.CONFIGURATION)).map(ConfigurationId::decode);
  }

  /** An application's first configuration follows none. */
  void begin() {
    if (reached.isEmpty()) {
      reach();
    }
  }

  /**
   * What is to be merged of a partial that was made under {@code configuration}; what must not be adds its events to {@code dropped}, by aggregation id.
   *
   * @throws UnknownAggregationException when another configuration is at work beside this one
   */
  Partial admit(Optional<ConfigurationId> configuration, Partial partial, Map<String, Long> dropped) {
    if (configuration.isEmpty()) {
      return partial;
    }
    if (configuration.get().equals(own)) {
      if (!reached.equals(configuration)) {
        reach();
      }
      return partial;
    }
    if (reached.isEmpty() || reached.get().equals(own)) {
      throw UnknownAggregationException.ofOtherConfiguration(partial.topic(), partial.partition(), configuration.get(), own);
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

  private void reach() {
    reached = Optional.of(own);
    store.put(SourceKey.CONFIGURATION, own.encode());
  }
}
