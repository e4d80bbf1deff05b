package dev.windrow.ops;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The metrics of Kafka's clients and of Kafka Streams, under the names that Micrometer's binder gives them: {@code kafka_}, the group less
 * {@code -metrics}, the name. That binder is not used: it keeps a meter for each metric, looks for new ones once a minute on a thread of its own, so that those
 * of a task that has come are missing and those of one that has gone linger; and of metrics that differ in their tags only, it drops those with
 * fewer. Here nothing is kept: whoever looks sees what is there.
 *
 * <p>Left out is what is no number, or has none yet. Thread-safe.
 */
final class KafkaMeters implements MultiCollector {

  private static final String COUNTER = "_total";

  /** About the clients' software and about their metrics. */
  private static final Set<String> LEFT_OUT = Set.of("app-info", "kafka-metrics-count");

  private final List<Supplier<Map<MetricName, ? extends Metric>>> shown = new CopyOnWriteArrayList<>();

  void show(Supplier<Map<MetricName, ? extends Metric>> metrics) {
    shown.add(metrics);
  }

  void forget() {
    shown.clear();
  }

  @Override
  public MetricSnapshots collect() {
    Map<String, Family> families = new TreeMap<>();
    for (Supplier<Map<MetricName, ? extends Metric>> metrics : shown) {
      metrics.get().forEach((name, metric) -> take(families, name, metric));
    }
    List<MetricSnapshot> snapshots = new ArrayList<>(families.size());
    families.values().forEach(family -> snapshots.add(family.snapshot()));
    return new MetricSnapshots(snapshots);
  }

  private static void take(Map<String, Family> families, MetricName name, Metric metric) {
    double value = LEFT_OUT.contains(name.group()) ? Double.NaN : value(metric);
    if (Double.isFinite(value)) {
      Family family = families.computeIfAbsent(baseName(name), base -> new Family(new MetricMetadata(base, name.description()), isCounter(name)));
      family.take(name, value);
    }
  }

  /** NaN for what is no number, and for what cannot be had at the moment: a store that is being closed throws. */
  private static double value(Metric metric) {
    try {
      return metric.metricValue() instanceof Number number ? number.doubleValue() : Double.NaN;
    } catch (RuntimeException notNow) {
      return Double.NaN;
    }
  }

  private static boolean isCounter(MetricName name) {
    return prometheusName(name).endsWith(COUNTER);
  }

  /** Without the suffix of counters, which Prometheus' library adds. */
  private static String baseName(MetricName name) {
    String all = prometheusName(name);
    return isCounter(name) ? all.substring(0, all.length() - COUNTER.length()) : all;
  }

  private static String prometheusName(MetricName name) {
    return word("kafka_" + name.group().replace("-metrics", "") + "_" + name.name());
  }

  private static String word(String text) {
    StringBuilder word = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      word.append(c < 128 && Character.isLetterOrDigit(c) ? c : '_');
    }
    return word.toString();
  }

  /** The metrics of one name. Of two that agree in all tags the first is taken, of a counter and a gauge the kind that came first. */
  private static final class Family {

    private final MetricMetadata metadata;
    private final boolean counter;
    private final Map<Labels, Double> values = new TreeMap<>();

    private Family(MetricMetadata metadata, boolean counter) {
      this.metadata = metadata;
      this.counter = counter;
    }

    void take(MetricName name, double value) {
      if (isCounter(name) == counter && (!counter || value >= 0)) {
        values.putIfAbsent(labels(name), value);
      }
    }

    MetricSnapshot snapshot() {
      return counter
          ? new CounterSnapshot(metadata, values.entrySet().stream().map(e -> new CounterDataPointSnapshot(e.getValue(), e.getKey(), null, 0)).toList())
          : new GaugeSnapshot(metadata, values.entrySet().stream().map(e -> new GaugeDataPointSnapshot(e.getValue(), e.getKey(), null)).toList());
    }

    private static Labels labels(MetricName name) {
      Map<String, String> tags = new TreeMap<>();
      name.tags().forEach((tag, value) -> tags.put(word(tag), value));
      return Labels.of(tags.keySet().toArray(new String[0]), tags.values().toArray(new String[0]));
    }
  }
}
