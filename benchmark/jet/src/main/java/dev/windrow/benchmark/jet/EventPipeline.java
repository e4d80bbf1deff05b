package dev.windrow.benchmark.jet;

import com.hazelcast.jet.aggregate.AggregateOperation;
import com.hazelcast.jet.aggregate.AggregateOperation1;
import com.hazelcast.jet.kafka.KafkaSinks;
import com.hazelcast.jet.kafka.KafkaSources;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.StreamSource;
import com.hazelcast.jet.pipeline.WindowDefinition;
import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.EventReader;
import dev.windrow.benchmark.peer.FetchSettings;
import dev.windrow.benchmark.peer.GroupBy;
import dev.windrow.benchmark.peer.Guarantee;
import dev.windrow.benchmark.peer.GuaranteeOption;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Stats;
import dev.windrow.benchmark.peer.WindowResult;
import dev.windrow.benchmark.peer.Windows;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** From Kafka to Kafka. Jet follows the event time of each partition of Kafka; the watermark is the lowest of them less the grace. */
final class EventPipeline {

  private EventPipeline() {}

  static Pipeline of(PeerOptions options, Guarantee guarantee) {
    Pipeline pipeline = Pipeline.create();
    pipeline.readFrom(source(options))
        .withTimestamps(event -> event.timestampMs, Windows.GRACE.toMillis())
        .setLocalParallelism(options.threads())
        .groupingKey(event -> event.group)
        .window(WindowDefinition.tumbling(Windows.SIZE.toMillis()))
        .aggregate(stats())
        .map(window -> new WindowResult(GroupBy.event_type, window.key(), window.start(), window.result()))
        .writeTo(sink(options, guarantee));
    return pipeline;
  }

  /** Without a time after which a partition counts as idle: then events of a slow partition would be dropped. */
  private static StreamSource<Event> source(PeerOptions options) {
    EventReader reader = new EventReader(GroupBy.event_type);
    return KafkaSources.<byte[], byte[], Event>kafka(consumer(options), record -> event(reader, record.value()), options.topic())
        .setPartitionIdleTimeout(0);
  }

  /** Jet leaves out what becomes null. */
  private static Event event(EventReader reader, byte[] json) {
    Event event = new Event();
    return reader.read(json, event) ? event : null;
  }

  private static AggregateOperation1<Event, Stats, Stats> stats() {
    return AggregateOperation.withCreate(Stats::new)
        .<Event>andAccumulate((stats, event) -> stats.add(event.value))
        .andCombine(Stats::merge)
        .andExportFinish(stats -> new Stats().merge(stats));
  }

  private static Sink<WindowResult> sink(PeerOptions options, Guarantee guarantee) {
    String topic = options.output();
    return KafkaSinks.<WindowResult>kafka(producer(options))
        .toRecordFn(result -> new ProducerRecord<>(topic, result.key(), result.json()))
        .exactlyOnce(guarantee == Guarantee.EXACTLY_ONCE)
        .build();
  }

  private static Properties consumer(PeerOptions options) {
    Properties settings = new Properties();
    settings.putAll(FetchSettings.LARGE);
    settings.put("bootstrap.servers", options.bootstrap());
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    settings.put("key.deserializer", ByteArrayDeserializer.class.getName());
    settings.put("value.deserializer", ByteArrayDeserializer.class.getName());
    return settings;
  }

  private static Properties producer(PeerOptions options) {
    Properties settings = new Properties();
    settings.put("bootstrap.servers", options.bootstrap());
    settings.put("transaction.timeout.ms", Long.toString(GuaranteeOption.TRANSACTION_TIMEOUT.toMillis()));
    settings.put("key.serializer", ByteArraySerializer.class.getName());
    settings.put("value.serializer", ByteArraySerializer.class.getName());
    return settings;
  }
}
