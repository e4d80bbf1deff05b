package dev.windrow.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The meters of a running instance, for Prometheus to fetch: Windrow's own, those of the JVM and of the process, and those of Kafka's clients
 * once it knows some. Thread-safe. After {@link #close} it still answers, with what it has.
 */
public final class PrometheusMeters implements Meters, AutoCloseable {

  /** What is sent for a metric family of each format; the second one only to those who ask for it. */
  public enum Format {
    TEXT("text/plain; version=0.0.4; charset=utf-8"),
    OPEN_METRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

    private final String contentType;

    Format(String contentType) {
      this.contentType = contentType;
    }

    public String contentType() {
      return contentType;
    }
  }

  private static final String SECONDS = "seconds";

  private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT).throwExceptionOnRegistrationFailure();
  private final KafkaMeters kafka = new KafkaMeters();
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final Clock clock;

  /** To whom each meter that may end belongs. Guarded by this. */
  private final Map<Meter.Id, Scope> owners = new HashMap<>();

  public PrometheusMeters(Clock clock) {
    this.clock = clock;
    registry.getPrometheusRegistry().register(kafka);
    bindProcess();
    gauge(MeterName.BUILD_INFO, () -> 1, BuildVersion.found().orElse("not packaged"));
    gauge(MeterName.RESIDENT_MEMORY, ResidentMemory::bytes);
  }

  /** Shows these metrics of Kafka's too, as they are whenever somebody looks. */
  public void show(Supplier<Map<MetricName, ? extends Metric>> metrics) {
    kafka.show(metrics);
  }

  /** All that is measured, as it is now. Takes some milliseconds: not for a thread that others wait for. */
  public byte[] scrape(Format format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    try {
      registry.scrape(out, format.contentType());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  @Override
  public Tally tally(MeterName name, String... tagValues) {
    return tally(Counter.builder(name.id()).description(name.help()).baseUnit(unit(name)).tags(tags(name, tagValues)).register(registry));
  }

  @Override
  public Distribution distribution(MeterName name) {
    return name.unit().equals(SECONDS) ? time(name) : amount(name);
  }

  @Override
  public Scope scope() {
    return new TaskScope();
  }

  /** Ends what listens to the JVM, and forgets Kafka's metrics. */
  @Override
  public void close() {
    kafka.forget();
    collections.close();
  }

  private void bindProcess() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    collections.bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  private Gauge gauge(MeterName name, DoubleSupplier value, String... tagValues) {
    return Gauge.builder(name.id(), value::getAsDouble).description(name.help()).baseUnit(unit(name)).tags(tags(name, tagValues)).register(registry);
  }

  private Distribution amount(MeterName name) {
    return DistributionSummary.builder(name.id()).description(name.help()).baseUnit(unit(name))
        .serviceLevelObjectives(name.buckets())
        .register(registry)::record;
  }

  /** A summary's buckets are whole numbers; those of a timer are nanoseconds. */
  private Distribution time(MeterName name) {
    Timer timer = Timer.builder(name.id()).description(name.help())
        .serviceLevelObjectives(Arrays.stream(name.buckets()).mapToObj(PrometheusMeters::nanos).map(Duration::ofNanos).toArray(Duration[]::new))
        .register(registry);
    return seconds -> timer.record(nanos(seconds), TimeUnit.NANOSECONDS);
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }

  private static Tally tally(Counter counter) {
    return counter::increment;
  }

  private static String unit(MeterName name) {
    return name.unit().isEmpty() ? null : name.unit();
  }

  private static List<Tag> tags(MeterName name, String... values) {
    if (values.length != name.tags().size()) {
      throw new IllegalArgumentException("expected values for the tags " + name.tags() + " of " + name + ", found " + List.of(values));
    }
    return IntStream.range(0, values.length).mapToObj(i -> Tag.of(name.tags().get(i), values[i])).toList();
  }

  /** A registry hands out a meter that it has already; here a new task's meter takes the place of an old one's. */
  private <M extends Meter> M register(Scope owner, MeterName name, String[] tagValues, Supplier<M> registration) {
    synchronized (this) {
      Meter.Id taken = new Meter.Id(name.id(), Tags.of(tags(name, tagValues)), unit(name), null, Meter.Type.OTHER);
      if (owners.put(taken, owner) != null) {
        registry.remove(taken);
      }
      return registration.get();
    }
  }

  private synchronized void remove(Scope owner, Meter.Id id) {
    if (owners.remove(id, owner)) {
      registry.remove(id);
    }
  }

  private final class TaskScope implements Scope {

    /** Confined to the thread that the task is. */
    private final List<Meter.Id> ids = new ArrayList<>();

    @Override
    public Tally tally(MeterName name, String... tagValues) {
      return PrometheusMeters.tally(kept(register(this, name, tagValues, () ->
          Counter.builder(name.id()).description(name.help()).baseUnit(unit(name)).tags(tags(name, tagValues)).register(registry))));
    }

    @Override
    public Level level(MeterName name, String... tagValues) {
      Level level = new Level();
      kept(register(this, name, tagValues, () -> gauge(name, level::value, tagValues)));
      return level;
    }

    @Override
    public void age(MeterName name, Level time, String... tagValues) {
      kept(register(this, name, tagValues, () -> gauge(name, () -> clock.millis() / 1e3 - time.value(), tagValues)));
    }

    @Override
    public void close() {
      ids.forEach(id -> remove(this, id));
      ids.clear();
    }

    private <M extends Meter> M kept(M meter) {
      ids.add(meter.getId());
      return meter;
    }
  }
}
