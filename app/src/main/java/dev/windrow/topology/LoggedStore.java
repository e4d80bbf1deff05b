package dev.windrow.topology;

import java.util.Map;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Builds stores that write their changelog themselves: Kafka Streams makes the topic and restores from it, but puts no logging of its own around them.
 *
 * @param stores builds them without logging
 * @param logConfig settings of the changelog's topic
 */
record LoggedStore<T extends StateStore>(StoreBuilder<T> stores, Map<String, String> logConfig) implements StoreBuilder<T> {

  @Override
  public StoreBuilder<T> withCachingEnabled() {
    throw new UnsupportedOperationException("expected no cache");
  }

  @Override
  public StoreBuilder<T> withCachingDisabled() {
    return this;
  }

  @Override
  public StoreBuilder<T> withLoggingEnabled(Map<String, String> config) {
    return new LoggedStore<>(stores, config);
  }

  @Override
  public StoreBuilder<T> withLoggingDisabled() {
    throw new UnsupportedOperationException("expected logging");
  }

  @Override
  public T build() {
    return stores.build();
  }

  @Override
  public boolean loggingEnabled() {
    return true;
  }

  @Override
  public String name() {
    return stores.name();
  }
}
