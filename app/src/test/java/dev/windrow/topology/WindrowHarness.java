package dev.windrow.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.event.Frame;
import dev.windrow.event.FrameBuilder;
import dev.windrow.kafka.ClockMoves;
import dev.windrow.kafka.FrameHeader;
import dev.windrow.kafka.StreamsSettings;
import dev.windrow.ops.Meters;
import dev.windrow.window.SourceId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.IntegerSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * The whole topology in one thread, without Kafka: JSON in, results out.
 *
 * <pre>
 * try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
 *   windrow.pipe(event(at(3), "login"));
 *   windrow.pipe(event(at(7), "login"));
 *
 *   assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
 *   windrow.expectNothingMore();
 * }
 * </pre>
 *
 * <p>Each topic has one partition here. More sources are more input topics, or {@link #partition}. Whatever was not read
 * is held against the test by {@link #expectNothingMore}, which also checks the ledger (rule S12).
 */
final class WindrowHarness implements AutoCloseable {

  private static final int SIDE_RECORD_BYTES = 4 << 20;

  private final Config config;
  private final Path folder;
  private final TopologyTestDriver driver;
  private final List<Seen> unreadResults = new ArrayList<>();
  private long wallMs;

  WindrowHarness(String yaml, String... sets) {
    this(Configs.of(yaml, sets), SIDE_RECORD_BYTES);
  }

  WindrowHarness(Config config, int sideRecordBytes) {
    this(config, sideRecordBytes, Meters.NONE, Instant.now());
  }

  /** @param now what the wall clock of stage 2 says */
  WindrowHarness(Config config, Meters meters, Instant now) {
    this(config, SIDE_RECORD_BYTES, meters, now);
  }

  private WindrowHarness(Config config, int sideRecordBytes, Meters meters, Instant now) {
    this.config = config;
    try {
      // Not in the system's temp folder, about which Kafka Streams warns.
      folder = Files.createTempDirectory(Files.createDirectories(Path.of("target", "harness")), "state");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    driver = new TopologyTestDriver(
        WindrowTopology.build(config, new TopologySettings(1, sideRecordBytes), new ClockMoves(), meters), StreamsSettings.of(config, folder, "test", Optional.empty()),
        now);
  }

  Config config() {
    return config;
  }

  /** What the wall clock says when the next batches are polled. */
  void wall(long nowMs) {
    wallMs = nowMs;
  }

  /** One event without a batch around it, in the first input topic; its record's timestamp is 0. */
  void pipe(String event) {
    pipe(topic(), null, event, 0);
  }

  void pipe(String topic, String event) {
    pipe(topic, null, event, 0);
  }

  void pipe(String topic, String key, String event, long recordTimestamp) {
    pipe(topic, new TestRecord<>(Events.utf8(key), Events.utf8(event), new RecordHeaders(), recordTimestamp));
  }

  void pipe(String topic, TestRecord<byte[], byte[]> record) {
    driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer()).pipeInput(record);
  }

  /** Events that one poll brought, as one batch, in the first input topic. */
  void pipeBatch(String... events) {
    pipeBatch(topic(), 1, events);
  }

  /** @param partitions how many partitions the consumer has seen */
  void pipeBatch(String topic, int partitions, String... events) {
    FrameBuilder frame = new FrameBuilder();
    frame.begin(partitions, wallMs);
    for (int i = 0; i < events.length; i++) {
      frame.record(i, 0, null, Events.utf8(events[i]));
    }
    pipeFrame(topic, frame.finish(), events.length);
  }

  /** The topic's partition is read to its end and has been quiet for so long. */
  void idle(String topic, long quietMs, long nowMs) {
    pipeFrame(topic, Frame.idle(1, nowMs, quietMs), 0);
  }

  /** A frame of so many records, which take as many offsets. */
  void pipeFrame(String topic, Frame frame, int records) {
    Headers headers = new RecordHeaders().add(new FrameHeader(frame));
    pipe(topic, new TestRecord<>(null, new byte[0], headers, 0L));
    offset(topic).addAndGet(records - 1);
  }

  /** Another partition of the first input topic, read by someone else: its partials are to be given to {@link #pipe(Partial)}. */
  SourcePartition partition(int partition, int partitions) {
    return new SourcePartition(config, topic(), partition, partitions, 1);
  }

  /** A partial straight into stage 2. */
  void pipe(Partial partial) {
    driver.createInputTopic(MergeStores.partialsTopic(config.applicationId()), new IntegerSerializer(), new ByteArraySerializer())
        .pipeInput(0, partial.encode(), 0L);
  }

  /** Anything at all straight into stage 2. */
  void pipePartial(byte[] key, byte[] value) {
    driver.createInputTopic(MergeStores.partialsTopic(config.applicationId()), new ByteArraySerializer(), new ByteArraySerializer())
        .pipeInput(new TestRecord<>(key, value, new RecordHeaders(), 0L));
  }

  /** The next record of the topic gets this offset. */
  void rewind(String topic, long offset) {
    offset(topic).set(offset);
  }

  /** New results, in one line each: {@code 0-5 type=login count=2 final 1}. */
  List<String> results() {
    return resultRecords().stream().map(Seen::line).toList();
  }

  /** New results of one aggregation. */
  List<String> results(String aggregation) {
    collectResults();
    List<Seen> taken = unreadResults.stream().filter(result -> result.aggregation().equals(aggregation)).toList();
    unreadResults.removeAll(taken);
    return taken.stream().map(Seen::line).toList();
  }

  List<Seen> resultRecords() {
    collectResults();
    List<Seen> taken = List.copyOf(unreadResults);
    unreadResults.clear();
    return taken;
  }

  /** New records of the late topic. */
  List<Seen> late() {
    return read(config.input().late());
  }

  /** New records of the dead-letter topic. */
  List<Seen> deadLetters() {
    return read(config.input().deadLetters());
  }

  /** The settled counts of the first aggregation for the first input topic. */
  Counts ledger() {
    return ledger(config.aggregations().get(0).name(), new SourceId(topic(), 0));
  }

  Counts ledger(String aggregation, SourceId source) {
    String id = config.aggregations().stream().filter(one -> one.name().equals(aggregation)).findFirst().orElseThrow().id();
    return sources().getOrDefault(source, SourceState.UNHEARD).ledger().getOrDefault(id, Counts.NONE).settled();
  }

  /** What stage 2 knows of its sources. */
  Map<SourceId, SourceState> sources() {
    Map<SourceId, SourceState> sources = new TreeMap<>();
    entries(MergeStores.SOURCES).forEach((key, value) -> {
      if (SourceKey.isSource(key.get())) {
        sources.put(SourceKey.source(key.get()), SourceState.decode(value));
      }
    });
    return sources;
  }

  /** The groups in windows that stage 2 keeps. */
  List<WindowKey> windows() {
    return List.copyOf(SimulatedState.keys(entries(MergeStores.WINDOWS)));
  }

  /** Every record was read by the test, and every ledger balances. */
  void expectNothingMore() {
    assertThat(resultRecords()).as("unexpected results").isEmpty();
    assertThat(late()).as("unexpected late events").isEmpty();
    assertThat(deadLetters()).as("unexpected dead letters").isEmpty();
    sources().forEach((source, state) -> state.ledger().forEach((aggregation, counts) ->
        assertThat(counts.settled().balances()).as("ledger of %s for %s: %s", source, aggregation, counts.settled()).isTrue()));
  }

  @Override
  public void close() {
    driver.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String topic() {
    return config.input().topics().get(0);
  }

  private void collectResults() {
    config.aggregations().stream().map(aggregation -> aggregation.output()).distinct().forEach(topic -> unreadResults.addAll(read(topic)));
  }

  private List<Seen> read(String topic) {
    if (!driver.producedTopicNames().contains(topic)) {
      return List.of();
    }
    return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer()).readRecordsToList().stream().map(Seen::new).toList();
  }

  private Map<Bytes, byte[]> entries(String name) {
    KeyValueStore<Bytes, byte[]> store = driver.getKeyValueStore(name);
    Map<Bytes, byte[]> entries = new TreeMap<>();
    try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<Bytes, byte[]> entry = all.next();
        entries.put(entry.key, entry.value);
      }
    }
    return entries;
  }

  /** The driver counts what is piped; a frame takes as many offsets as it has records, which the driver can't be told. */
  private AtomicLong offset(String topic) {
    try {
      Field offsets = TopologyTestDriver.class.getDeclaredField("offsetsByTopicOrPatternPartition");
      offsets.setAccessible(true);
      return (AtomicLong) ((Map<?, ?>) offsets.get(driver)).get(new TopicPartition(topic, 0));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("expected a driver that counts offsets, found another version", e);
    }
  }
}
