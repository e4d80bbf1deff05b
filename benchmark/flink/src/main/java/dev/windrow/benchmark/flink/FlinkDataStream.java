package dev.windrow.benchmark.flink;

import dev.windrow.benchmark.peer.Event;
import dev.windrow.benchmark.peer.FetchSettings;
import dev.windrow.benchmark.peer.Guarantee;
import dev.windrow.benchmark.peer.GuaranteeOption;
import dev.windrow.benchmark.peer.PeerOptions;
import dev.windrow.benchmark.peer.Termination;
import dev.windrow.benchmark.peer.WindowResult;
import dev.windrow.benchmark.peer.Windows;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.kafka.clients.producer.ProducerRecord;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Flink's DataStream API. The source keeps a watermark for each partition of Kafka, so that none runs ahead of the others; the grace is how
 * far events may be out of order.
 */
@Command(name = "flink-data-stream", description = "Aggregates with Flink's DataStream API.")
final class FlinkDataStream implements Callable<Integer> {

  @Mixin
  private PeerOptions options;

  @Mixin
  private GuaranteeOption guarantee;

  public static void main(String[] args) {
    System.exit(new CommandLine(new FlinkDataStream()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Termination termination = Termination.install();
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(LocalFlink.configuration(options, guarantee.guarantee()));
    environment.fromSource(source(), watermarks(), "events")
        .keyBy(event -> event.group)
        .window(TumblingEventTimeWindows.of(Windows.SIZE))
        .aggregate(new StatsAggregate(), new ToResult())
        .sinkTo(sink());
    LocalFlink.await(environment.executeAsync(options.applicationId()), termination);
    return 0;
  }

  private KafkaSource<Event> source() {
    Properties fetch = new Properties();
    fetch.putAll(FetchSettings.LARGE);
    return KafkaSource.<Event>builder()
        .setBootstrapServers(options.bootstrap())
        .setTopics(options.topic())
        .setGroupId(options.applicationId())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setValueOnlyDeserializer(new EventSchema())
        .setProperties(fetch)
        .setProperty("isolation.level", "read_committed")
        .build();
  }

  private static WatermarkStrategy<Event> watermarks() {
    return WatermarkStrategy.<Event>forBoundedOutOfOrderness(Windows.GRACE).withTimestampAssigner((event, recordTime) -> event.timestampMs);
  }

  private KafkaSink<WindowResult> sink() {
    String topic = options.output();
    return KafkaSink.<WindowResult>builder()
        .setBootstrapServers(options.bootstrap())
        .setDeliveryGuarantee(
            guarantee.guarantee() == Guarantee.EXACTLY_ONCE ? DeliveryGuarantee.EXACTLY_ONCE : DeliveryGuarantee.AT_LEAST_ONCE)
        .setTransactionalIdPrefix(options.applicationId())
        .setProperty("transaction.timeout.ms", Long.toString(GuaranteeOption.TRANSACTION_TIMEOUT.toMillis()))
        .setRecordSerializer((result, context, timestamp) -> new ProducerRecord<>(topic, result.key(), result.json()))
        .build();
  }
}
