package dev.windrow.topology;

import dev.windrow.config.Store;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The two stores of stage 2. Plain key-value stores, logged and only compacted: a window store's changelog expires by
 * record time, which would lose windows when old events are replayed.
 */
public final class MergeStores {

  /** (aggregation id, window start, group) → accumulator and revision. */
  public static final String WINDOWS = "windows";

  /** Source partitions: clock, offset, idleness, ledger; and how far each aggregation is closed. */
  public static final String SOURCES = "sources";

  /** The repartition topic between the stages, as it is named in the topology. */
  static final String PARTIALS = "partials";

  private static final Map<String, String> CHANGELOG = Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);

  private MergeStores() {}

  /** The topic that Kafka Streams keeps between the stages. */
  public static String partialsTopic(String applicationId) {
    return applicationId + "-" + PARTIALS + "-repartition";
  }

  /** The changelog of the source partitions, which holds the ledger. */
  public static String sourcesTopic(String applicationId) {
    return applicationId + "-" + SOURCES + "-changelog";
  }

  /** The changelogs of both stores. */
  public static List<String> changelogTopics(String applicationId) {
    return List.of(applicationId + "-" + WINDOWS + "-changelog", sourcesTopic(applicationId));
  }

  static Set<StoreBuilder<?>> builders(Store kind) {
    return Set.of(builder(kind, WINDOWS), builder(kind, SOURCES));
  }

  private static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(Store kind, String name) {
    KeyValueBytesStoreSupplier supplier =
        kind == Store.MEMORY ? SortedMemoryStore.supplier(name) : Stores.persistentKeyValueStore(name);
    StoreBuilder<KeyValueStore<Bytes, byte[]>> unlogged = Stores
        .keyValueStoreBuilder(ChangesAtCommit.supplier(supplier), Serdes.Bytes(), Serdes.ByteArray()).withLoggingDisabled().withCachingDisabled();
    return new LoggedStore<>(unlogged, CHANGELOG);
  }
}
