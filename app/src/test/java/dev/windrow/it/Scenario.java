package dev.windrow.it;

import static org.awaitility.Awaitility.await;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.cli.verify.Verification;
import dev.windrow.kafka.TopicReader;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.Simulation;
import dev.windrow.simulator.SimulatorOptions;
import dev.windrow.simulator.event.Disorder;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Schedule;
import dev.windrow.simulator.truth.TruthRules;
import dev.windrow.topology.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The world of one test: names and a folder of its own on the shared broker, and all that the test starts in it, which is
 * closed in reverse when the test ends, however it ends.
 */
public final class Scenario implements BeforeEachCallback, AfterEachCallback {

  /** Out of order, 1 % late, 0.1 % malformed. */
  public static final Disorder DISORDER = Disorder.NONE.withOutOfOrder(Duration.ofMillis(500)).withLate(0.01).withMalformed(0.001);

  /** Short, so that the last windows close soon after the last event. */
  public static final TruthRules RULES = new TruthRules(Duration.ofSeconds(1), Duration.ofMillis(500), TruthRules.DEFAULTS.maxAhead());

  /** How long a test waits for something. */
  public static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<Instance> instances = new ArrayList<>();
  private final Class<?> kind;
  private final Supplier<? extends TestKafka> start;
  private TestKafka broker;
  private String test;
  private String name;
  private Path dir;
  private int files;

  public Scenario() {
    this(SharedBroker.class, SharedBroker::start);
  }

  /** On another Kafka than the usual one; the first test that needs it starts it. */
  public <K extends TestKafka> Scenario(Class<K> kind, Supplier<K> start) {
    this.kind = kind;
    this.start = start;
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    broker = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(kind, key -> start.get(), TestKafka.class);
    test = context.getRequiredTestClass().getSimpleName() + "." + context.getRequiredTestMethod().getName();
    name = context.getRequiredTestClass().getSimpleName().toLowerCase(Locale.ROOT) + NUMBER.incrementAndGet();
    dir = Files.createTempDirectory("windrow-it");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    while (!open.isEmpty()) {
      open.pop().close();
    }
    try (Stream<Path> all = Files.walk(dir)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }

  /** The defaults, with names of this test's own, short windows, and a patience that fits tests. */
  public Settings settings() {
    return new Settings(List.of(
        "kafka.bootstrap.servers=" + broker.bootstrapServers(),
        "kafka.session.timeout.ms=6000",
        "kafka.heartbeat.interval.ms=1000",
        "kafka.producer.transaction.timeout.ms=5000",
        "kafka.metadata.max.age.ms=1000",
        "application-id=" + name,
        "input.topics=[" + name + "-events]",
        "input.idle-after=1s",
        "state.dir=" + dir.resolve("state"),
        "http.port=0",
        "aggregations[0].window.tumbling=" + RULES.window().toMillis() + "ms",
        "aggregations[0].window.grace=" + RULES.grace().toMillis() + "ms",
        "aggregations[0].output=" + name + "-results"));
  }

  public TestKafka kafka() {
    return broker;
  }

  public Admin admin() {
    return broker.admin();
  }

  public Path dir() {
    return dir;
  }

  public Group group(Settings settings) {
    return new Group(admin(), settings.config().applicationId());
  }

  /** Tells what was done: a line of the test's output. */
  public void say(String format, Object... values) {
    System.out.println("[" + test + "] " + String.format(Locale.ROOT, format, values));
  }

  public <T extends AutoCloseable> T closeLater(T resource) {
    open.push(resource);
    return resource;
  }

  /**
   * Returns when the broker leads all partitions, which is later than it says so: a producer with several requests under way could have a later one taken, and its
   * first refused until it gives up.
   */
  public void createTopic(String topic, int partitions) throws ExecutionException, InterruptedException {
    admin().createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()))).all().get();
    until("the partitions of " + topic + " have leaders", () -> isLed(topic, partitions));
  }

  private boolean isLed(String topic, int partitions) throws InterruptedException {
    try {
      admin().listOffsets(IntStream.range(0, partitions).boxed().collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest())))
          .all().get();
      return true;
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  /** Events of the default kind to the input topic, and the truth about them. */
  public SimulatorOptions events(Settings settings, Pace pace, long perSecond, long count) {
    SimulatorOptions options = SimulatorOptions.toKafka(broker.bootstrapServers());
    return options
        .withTarget(options.target().withTopic(settings.topic()))
        .withEvents(EventOptions.DEFAULTS.withSchedule(Schedule.DEFAULTS.at(Rate.perSecond(perSecond))).withDisorder(DISORDER))
        .withRun(new SimulatorOptions.Run(pace, count))
        .withTruth(dir.resolve(settings.topic() + "-truth-" + ++files + ".ndjson"), RULES);
  }

  public Simulation simulate(SimulatorOptions options) throws Exception {
    Simulation simulation = closeLater(new Simulation(options));
    simulation.start();
    return simulation;
  }

  /** Sends all events; returns the file with the truth about them. */
  public Path preload(SimulatorOptions options) throws Exception {
    return truth(options, simulate(options));
  }

  /** Waits until all events are sent, or stops where there is no end; returns the file with the truth about them. */
  public Path truth(SimulatorOptions options, Simulation simulation) throws Exception {
    if (options.run().ends()) {
      simulation.await(PATIENCE);
    }
    var summary = simulation.stop();
    say("%,d events sent in %d ms", summary.sent(), summary.took().toMillis());
    return options.truth().orElseThrow().file();
  }

  /** Sends one event for each time to a partition, in this order; event time and record time are alike. */
  public void send(Settings settings, int partition, Instant... times) throws ExecutionException, InterruptedException {
    send(broker.bootstrapServers(), settings.topic(), partition, times);
  }

  /** The same to any broker. */
  static void send(String bootstrapServers, String topic, int partition, Instant... times) throws ExecutionException, InterruptedException {
    try (var producer = new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", bootstrapServers), new ByteArraySerializer(), new ByteArraySerializer())) {
      for (Instant time : times) {
        byte[] event = ("{\"timestamp\":\"" + time + "\",\"event_type\":\"view\",\"value\":1}").getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, event)).get();
      }
    }
  }

  /** An instance in this process that runs. */
  public Instance start(Settings settings) throws Exception {
    return begin(settings).awaitRunning();
  }

  /** An instance in this process that is not waited for. */
  public Instance begin(Settings settings) throws Exception {
    Instance instance = closeLater(Instance.start(settings.config()));
    instances.add(instance);
    return instance;
  }

  /** An instance in a process of its own. */
  public Jvm run(Settings settings) throws IOException {
    return command("run", settings);
  }

  /** A command with a configuration, in a process of its own. */
  public Jvm command(String command, Settings settings, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.addAll(settings.arguments());
    arguments.addAll(List.of(more));
    return command(arguments);
  }

  public Jvm command(List<String> arguments) throws IOException {
    return command(List.of(), arguments);
  }

  /** With options for the Java process, which win over the usual ones. */
  public Jvm command(List<String> javaOptions, List<String> arguments) throws IOException {
    return closeLater(Jvm.start(dir, "process-" + ++files, javaOptions, arguments));
  }

  /** Waits until {@code condition} holds; an instance of this process that stops by itself meanwhile fails the test. */
  public void until(String what, Callable<Boolean> condition) {
    until(what, PATIENCE, condition);
  }

  /** As {@link #until(String, Callable)}, for as long as {@code patience}. */
  public void until(String what, Duration patience, Callable<Boolean> condition) {
    await(what).atMost(patience).pollInterval(Duration.ofMillis(50)).until(() -> {
      for (Instance instance : instances) {
        if (instance.hasFailed()) {
          throw new AssertionError("an instance stopped while the test waited for: " + what, instance.failure(Duration.ofSeconds(1)));
        }
      }
      return condition.call();
    });
  }

  public Ledger ledger(Settings settings) {
    try (TopicReader reader = new TopicReader(settings.config())) {
      return Ledger.read(settings.config(), reader);
    }
  }

  /** Compares with the truth until it is right or patience ends. */
  public Comparison compare(Settings settings, Path truth) throws Exception {
    return compare(settings, truth, PATIENCE);
  }

  /** As {@link #compare(Settings, Path)}, for as long as {@code patience}. */
  public Comparison compare(Settings settings, Path truth, Duration patience) throws Exception {
    long before = System.nanoTime();
    Comparison comparison = Verification.of(settings.config(), truth).compare(patience, Clock.systemUTC(), notYet -> { }, () -> false);
    say("after %d ms: %s", Duration.ofNanos(System.nanoTime() - before).toMillis(), comparison.verdict());
    return comparison;
  }

  /** All committed records of a topic. */
  public List<ConsumerRecord<byte[], byte[]>> records(Settings settings, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    try (TopicReader reader = new TopicReader(settings.config())) {
      reader.readToEnd(List.of(topic), records::add);
    }
    return records;
  }

  /** The last result of each key, as text. */
  public Map<String, String> results(Settings settings) {
    Map<String, String> last = new HashMap<>();
    records(settings, settings.output()).forEach(record -> last.put(new String(record.key(), StandardCharsets.UTF_8),
        new String(record.value(), StandardCharsets.UTF_8)));
    return last;
  }
}
