package dev.windrow.topology;

import dev.windrow.config.Config;
import dev.windrow.window.SourceId;
import dev.windrow.window.Watermarks;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What one merge partition knows of its sources, as read from its changelog. Confined to one thread. */
final class MergePartitionView {

  private final Map<SourceId, SourceState> sources = new HashMap<>();
  private long closedUpTo;

  /** Takes a record of the changelog of the {@code sources} store. */
  void take(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    if (SourceKey.isSource(record.key())) {
      sources.put(SourceKey.source(record.key()), SourceState.decode(record.value()));
    } else if (SourceKey.isClosedUpTo(record.key())) {
      closedUpTo = Math.max(closedUpTo, ByteBuffer.wrap(record.value()).getLong());
    }
  }

  Map<SourceId, SourceState> sources() {
    return sources;
  }

  /** How far event time has got here; not below what is closed already. */
  Watermarks watermarks(Config config) {
    Watermarks watermarks = new Watermarks(Set.copyOf(config.input().topics()), config.input().idleAfterMs());
    sources.forEach((source, state) -> {
      if (config.input().topics().contains(source.topic())) {
        state.restoreTo(watermarks, source);
      }
    });
    watermarks.rise(closedUpTo);
    return watermarks;
  }
}
