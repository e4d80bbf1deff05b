package dev.windrow.benchmark.dsl;

import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.GroupBy;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Stats;
import dev.windrow.benchmark.peer.WindowResult;
import dev.windrow.benchmark.peer.Windows;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Suppressed;
import org.apache.kafka.streams.kstream.Suppressed.BufferConfig;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.state.WindowStore;

/** Group by, window, aggregate, suppress until the window closes. */
final class EventTopology {

  private EventTopology() {}

  static Topology of(PeerOptions options, GroupBy groupBy) {
    StreamsBuilder builder = new StreamsBuilder();
    builder.stream(options.topic(), Consumed.with(Serdes.ByteArray(), JsonSerdes.events(groupBy)).withTimestampExtractor(EventTopology::eventTime))
        .filter((key, event) -> event != null)
        .groupBy((key, event) -> event.group, Grouped.with("by-group", Serdes.String(), JsonSerdes.events(groupBy)))
        .windowedBy(TimeWindows.ofSizeAndGrace(Windows.SIZE, Windows.GRACE))
        .aggregate(Stats::new, (group, event, stats) -> stats.add(event.value), store())
        .suppress(Suppressed.untilWindowCloses(BufferConfig.unbounded()).withName("until-close"))
        .toStream()
        .map((window, stats) -> record(groupBy, window, stats))
        .to(options.output(), Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    return builder.build();
  }

  private static Materialized<String, Stats, WindowStore<Bytes, byte[]>> store() {
    return Materialized.<String, Stats, WindowStore<Bytes, byte[]>>as("windows")
        .withKeySerde(Serdes.String())
        .withValueSerde(JsonSerdes.stats())
        .withCachingEnabled();
  }

  /** What is no event keeps the partition's time, and is left out by the next step. */
  private static long eventTime(ConsumerRecord<Object, Object> record, long partitionTimeMs) {
    return record.value() instanceof Event event ? event.timestampMs : Math.max(partitionTimeMs, 0);
  }

  private static KeyValue<byte[], byte[]> record(GroupBy groupBy, Windowed<String> window, Stats stats) {
    WindowResult result = new WindowResult(groupBy, window.key(), window.window().start(), stats);
    return KeyValue.pair(result.key(), result.json());
  }
}
