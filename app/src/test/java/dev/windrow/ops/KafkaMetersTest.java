package dev.windrow.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ops.PrometheusMeters.Format;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka's metrics as Prometheus gets to see them. */
class KafkaMetersTest {

  private final PrometheusMeters meters = new PrometheusMeters(Clock.systemUTC());
  private final Map<MetricName, Metric> known = new LinkedHashMap<>();

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void nameIsMadeOfGroupAndNameAndTagsAreKept() {
    metric("consumer-fetch-manager-metrics", "records-lag", Map.of("client-id", "a-1", "topic", "my.events", "partition", "3"), () -> 12.0);

    assertThat(shown()).containsExactly(
        "# HELP kafka_consumer_fetch_manager_records_lag about records-lag",
        "# TYPE kafka_consumer_fetch_manager_records_lag gauge",
        "kafka_consumer_fetch_manager_records_lag{client_id=\"a-1\",partition=\"3\",topic=\"my.events\"} 12.0");
  }

  @Test
  void totalIsACounter() {
    metric("stream-thread-metrics", "commit-total", Map.of("thread-id", "t"), () -> 5.0);

    assertThat(shown()).contains("# TYPE kafka_stream_thread_commit_total counter", "kafka_stream_thread_commit_total{thread_id=\"t\"} 5.0");
  }

  @Test
  void metricsOfOneNameWithFewerTagsAreThereBesideThoseWithMore() {
    metric("consumer-fetch-manager-metrics", "bytes-consumed-total", Map.of("client-id", "a"), () -> 7.0);
    metric("consumer-fetch-manager-metrics", "bytes-consumed-total", Map.of("client-id", "a", "topic", "t"), () -> 6.0);

    assertThat(shown()).contains(
        "kafka_consumer_fetch_manager_bytes_consumed_total{client_id=\"a\"} 7.0",
        "kafka_consumer_fetch_manager_bytes_consumed_total{client_id=\"a\",topic=\"t\"} 6.0");
  }

  @Test
  void twoThatAgreeInEverythingAreShownOnce() {
    metric("admin-client-metrics", "connection-count", Map.of("client-id", "a"), () -> 1.0);
    metric("admin-client", "connection-count", Map.of("client-id", "a"), () -> 2.0);

    assertThat(shown()).filteredOn(line -> !line.startsWith("#")).containsExactly("kafka_admin_client_connection_count{client_id=\"a\"} 1.0");
  }

  @Test
  void whatIsNoNumberOrHasNoneYetIsLeftOut() {
    metric("app-info", "version", Map.of(), () -> "4.3.1");
    metric("app-info", "start-time-ms", Map.of(), () -> 12.0);
    metric("kafka-metrics-count", "count", Map.of(), () -> 12.0);
    metric("stream-metrics", "latency-avg", Map.of(), () -> Double.NaN);
    metric("stream-metrics", "latency-max", Map.of(), () -> Double.NEGATIVE_INFINITY);
    metric("stream-state-metrics", "size", Map.of(), () -> {
      throw new IllegalStateException("the store is closed");
    });
    metric("stream-metrics", "alive-stream-threads", Map.of(), () -> 2);

    assertThat(shown()).filteredOn(line -> !line.startsWith("#")).containsExactly("kafka_stream_alive_stream_threads 2.0");
  }

  @Test
  void metricThatIsGoneIsNotShownAnyMore() {
    metric("stream-task-metrics", "dropped-records-total", Map.of("task-id", "0_1"), () -> 0.0);
    assertThat(shown()).isNotEmpty();

    known.clear();

    assertThat(shown()).isEmpty();
  }

  private void metric(String group, String name, Map<String, String> tags, Supplier<Object> value) {
    if (known.isEmpty()) {
      meters.show(() -> known);
    }
    MetricName metricName = new MetricName(name, group, "about " + name, tags);
    known.put(metricName, new Metric() {
      @Override
      public MetricName metricName() {
        return metricName;
      }

      @Override
      public Object metricValue() {
        return value.get();
      }
    });
  }

  private List<String> shown() {
    return new String(meters.scrape(Format.TEXT), StandardCharsets.UTF_8).lines().filter(line -> line.contains("kafka_")).toList();
  }
}
