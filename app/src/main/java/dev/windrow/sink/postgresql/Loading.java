package dev.windrow.sink.postgresql;

import dev.windrow.config.Config;
import dev.windrow.ops.Meters;
import java.time.Clock;
import java.util.List;

/** Loads the sinks of a configuration, each in threads of its own: one that fails does not end another. Thread-safe; {@link #start} may be called once. */
public final class Loading implements AutoCloseable {

  private final List<SinkLoader> loaders;

  /** How sinks are loaded. */
  public enum Terms {
    /** For a service: goes on whatever happens, and looks again for what somebody has to change first. */
    LASTING,
    /** Somebody watches: what has to be changed first ends it. */
    ATTENDED,
    /** The same, and it ends where the topics ended when it began. */
    ONCE;

    boolean isLasting() {
      return this == LASTING;
    }

    boolean endsAtTheEnd() {
      return this == ONCE;
    }
  }

  /** @param owner names this process, for others that load the same sinks: a host and what tells it apart from an earlier process there */
  public Loading(Config config, Terms terms, String owner, Meters meters, Clock clock) {
    this.loaders = config.sinks().stream().map(sink -> new SinkLoader(config, sink, terms, owner, meters, clock)).toList();
  }

  public void start() {
    loaders.forEach(SinkLoader::start);
  }

  /** What has become of the sinks so far, in the order of the configuration. */
  public List<SinkReport> reports() {
    return loaders.stream().map(SinkLoader::report).toList();
  }

  /** Waits until all of them have ended. */
  public void await() throws InterruptedException {
    for (SinkLoader loader : loaders) {
      loader.await();
    }
  }

  /** Finishes what is being written. */
  @Override
  public void close() {
    loaders.parallelStream().forEach(SinkLoader::close);
  }
}
