package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import dev.windrow.it.Truths;
import dev.windrow.it.Truths.Extra;
import dev.windrow.topology.ForgedPartials;
import dev.windrow.topology.MergeStores;
import dev.windrow.window.SourceId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What has no business in the input, in the topic between the stages or in the changelogs, and more groups than anybody expects. */
@Tag("faults")
@Timeout(600)
final class GarbageIT {

  private static final int PARTITIONS = 4;
  private static final int TYPES = Integer.getInteger("fault.types", 1_000_000);
  private static final long WINDOW_MS = 600_000;
  private static final Duration END = Duration.ofSeconds(60);

  /** A million groups go through the changelog's three replicas twice. */
  private static final Duration PATIENCE_WITH_MANY = Duration.ofMinutes(8);

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  @Test
  @Tag("short")
  void garbageOfEveryKindBecomesDeadLettersByteForByte() throws Exception {
    run.scenario().admin().createTopics(List.of(new NewTopic(run.settings().topic(), Optional.of(PARTITIONS), Optional.empty())
        .configs(Map.of("max.message.bytes", Integer.toString(16 << 20))))).all().get();
    Instant before = Instant.now().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      goodEventsWithForgedHeaders(producer, before);
      run.begin(3);
      Map<RecordMetadata, Garbage> sent = new LinkedHashMap<>();
      run.strike("garbage of every kind in the input", () -> sendGarbage(producer, sent));
      Map<Integer, Integer> letters = new TreeMap<>();
      sent.keySet().forEach(where -> letters.merge(where.partition(), 1, Integer::sum));
      run.awaitProgress();
      Path truth = Truths.ofAnd(run.endEvents(), List.of(new Extra(before, Map.of(0, 1, 1, 1, 2, 1, 3, 1))));

      run.saw("pieces of garbage", sent.size());
      run.endAgainst(Truths.withDeadLetters(truth, letters), Bite.LAG);
      assertDeadLetters(sent);
    }
  }

  @Test
  void forgedPartialStopsTheServiceWithItsPlaceAndIsNotCounted() throws Exception {
    run.begin(1);
    run.awaitProgress();
    String partials = MergeStores.partialsTopic(run.settings().config().applicationId());
    byte[] real = run.scenario().records(run.settings(), partials).stream()
        .filter(record -> record.partition() == 1 && ForgedPartials.fits(record.value())).reduce((one, later) -> later).orElseThrow().value();
    Map<String, byte[]> forged = new LinkedHashMap<>(ForgedPartials.of(real));
    forged.keySet().removeIf(why -> why.contains("version 2") || why.contains("more bytes") || why.contains("0 bytes"));
    forged.put("is being read again from offset", real);
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (Map.Entry<String, byte[]> forgery : forged.entrySet()) {
        stopsAt(producer, partials, forgery.getKey(), forgery.getValue());
      }
    }
    run.saw("forged records refused", forged.size());
    run.end();
  }

  /** Writes the record, sees the service stop because of it, and starts it over. */
  private void stopsAt(KafkaProducer<byte[], byte[]> producer, String partials, String why, byte[] value) throws Exception {
    RecordMetadata[] where = new RecordMetadata[1];
    Jvm one = run.instance("one");
    run.strikeNow("a forged record in the topic between the stages", () ->
        where[0] = producer.send(new ProducerRecord<>(partials, 1, ByteBuffer.allocate(4).putInt(1).array(), value)).get());
    assertThat(one.exitCode(END)).as(one.err()).isEqualTo(1);
    String last = one.err().lines().reduce("", (before, line) -> line);
    run.scenario().say("%s", last);
    assertThat(last).contains(why, "record at offset " + where[0].offset() + " of partition 1 of topic " + partials, "windrow reset");
    startOver();
  }

  @Test
  void garbageInTheChangelogsStopsTheServiceWithItsPlace() throws Exception {
    run.begin(1);
    run.awaitProgress();
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      for (String changelog : MergeStores.changelogTopics(run.settings().config().applicationId())) {
        Jvm one = run.instance("one");
        one.signal("TERM");
        assertThat(one.exitCode(END)).as(one.err()).isZero();
        byte[] key = changelog.contains("sources") ? "s garbage".getBytes(StandardCharsets.UTF_8) : "garbage".getBytes(StandardCharsets.UTF_8);
        run.strikeNow("garbage in a changelog", () -> producer.send(new ProducerRecord<>(changelog, 2, key, new byte[] {99})).get());
        one = run.start("one");
        assertThat(one.exitCode(END)).as(one.err()).isEqualTo(1);
        String last = one.err().lines().reduce("", (before, line) -> line);
        run.scenario().say("%s", last);
        assertThat(last).contains("the state of merge partition 2", "partition 2 of the topics", changelog, "does not read: at byte", "windrow reset");
        startOver();
      }
    }
    run.saw("changelogs with garbage", 2);
    run.end();
  }

  @Test
  @Timeout(1800)
  void aMillionInventedEventTypesFitIntoABoundedHeap() throws Exception {
    long start = manyTypes();
    Jvm one = run.start("one", "-Xmx640m", "-XX:+UseSerialGC");
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      run.strikeNow("a million invented event types", () -> sendTypes(producer, start));
      assertAllTypes(producer, start, one);
    }
  }

  @Test
  @Timeout(1800)
  void aHeapThatIsTooSmallEndsTheProcessAndMoreMemoryMendsIt() throws Exception {
    long start = manyTypes();
    Jvm one = run.start("one", "-Xmx64m", "-XX:+UseSerialGC");
    try (KafkaProducer<byte[], byte[]> producer = producer()) {
      run.strikeNow("a million invented event types and 64 MiB of heap", () -> sendTypes(producer, start));
      int exitCode = one.exitCode(Duration.ofMinutes(3));
      String last = one.err().lines().reduce("", (before, line) -> line);
      run.scenario().say("with 64 MiB of heap: exit code %d; %s", exitCode, last);
      assertThat(exitCode).as(one.err()).isEqualTo(1);
      assertThat(last).contains("out of memory");
      assertAllTypes(producer, start, run.start("one", "-Xmx640m", "-XX:+UseSerialGC"));
    }
  }

  /** One window for all of them, which nothing but an event of a later one closes; returns its start. */
  private long manyTypes() throws Exception {
    run.with("aggregations[0].window.tumbling", "10m").with("aggregations[0].window.grace", "0ms").with("input.idle-after", "never")
        .with("kafka.session.timeout.ms", 30_000).with("kafka.producer.transaction.timeout.ms", 60_000);
    run.scenario().createTopic(run.settings().topic(), 1);
    return System.currentTimeMillis() / WINDOW_MS * WINDOW_MS - 2 * WINDOW_MS;
  }

  private void sendTypes(KafkaProducer<byte[], byte[]> producer, long start) {
    for (int i = 0; i < TYPES; i++) {
      producer.send(event(start, "invented-" + i, i));
    }
    producer.flush();
  }

  /** Each type has one final result, with its one event. */
  private void assertAllTypes(KafkaProducer<byte[], byte[]> producer, long start, Jvm instance) throws Exception {
    SourceId source = new SourceId(run.settings().topic(), 0);
    run.until("all are merged", PATIENCE_WITH_MANY, () -> run.scenario().ledger(run.settings()).next().getOrDefault(source, 0L) == TYPES);
    say("open", instance);
    producer.send(event(start + WINDOW_MS, "closing", 1)).get();
    run.until("all results are there", PATIENCE_WITH_MANY, () -> run.group().end(run.settings().output()) >= TYPES && run.results() >= TYPES);
    say("closed", instance);
    boolean[] seen = new boolean[TYPES];
    run.scenario().records(run.settings(), run.settings().output()).forEach(record -> {
      String value = new String(record.value(), StandardCharsets.UTF_8);
      int type = Integer.parseInt(value.replaceAll(".*\"event_type\":\"invented-(\\d+)\".*", "$1"));
      assertThat(value).contains("\"count\":1,\"sum_value\":" + type + ",").contains("\"status\":\"final\",\"revision\":1}");
      assertThat(seen[type]).as("a second result of type %d", type).isFalse();
      seen[type] = true;
    });
    assertThat(seen).doesNotContain(false);
  }

  private void say(String what, Jvm instance) throws Exception {
    String status = Files.readString(Path.of("/proc/" + instance.pid() + "/status"));
    run.scenario().say("%,d groups %s with 640 MiB of heap: resident at most %s", TYPES, what,
        status.lines().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("").replaceAll("\\s+", " "));
  }

  private ProducerRecord<byte[], byte[]> event(long time, String type, long value) {
    return new ProducerRecord<>(run.settings().topic(), 0, time, null,
        ("{\"timestamp\":" + time + ",\"event_type\":\"" + type + "\",\"value\":" + value + "}").getBytes(StandardCharsets.UTF_8));
  }

  /** The way out that the messages name; the input is read again, so nothing is lost. */
  private void startOver() throws Exception {
    run.until("the application is put back to the start", () -> {
      Jvm reset = run.scenario().command("reset", run.settingsOf("one"), "--execute", "--outputs");
      return reset.exitCode(END) == 0;
    });
    run.start("one");
    run.awaitShared(List.of("one"));
    run.until("results come again", () -> run.results() > 0);
  }

  private void goodEventsWithForgedHeaders(KafkaProducer<byte[], byte[]> producer, Instant time) throws Exception {
    byte[] good = ("{\"timestamp\":\"" + time + "\",\"event_type\":\"view\",\"value\":1}").getBytes(StandardCharsets.UTF_8);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      producer.send(new ProducerRecord<>(run.settings().topic(), partition, time.toEpochMilli(), null, good, Garbage.forgedHeaders())).get();
    }
  }

  private void sendGarbage(KafkaProducer<byte[], byte[]> producer, Map<RecordMetadata, Garbage> sent) throws Exception {
    int partition = 0;
    for (Garbage garbage : Garbage.ofEveryKind(System.currentTimeMillis())) {
      sent.put(producer.send(new ProducerRecord<>(
          run.settings().topic(), partition++ % PARTITIONS, garbage.key(), garbage.value(), garbage.headers())).get(), garbage);
    }
  }

  private void assertDeadLetters(Map<RecordMetadata, Garbage> sent) {
    Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
    run.scenario().records(run.settings(), run.settings().config().input().deadLetters()).forEach(letter ->
        letters.put(text(letter, "windrow-topic") + "-" + text(letter, "windrow-partition") + "@" + text(letter, "windrow-offset"), letter));
    sent.forEach((where, garbage) -> {
      ConsumerRecord<byte[], byte[]> letter = letters.get(where.topic() + "-" + where.partition() + "@" + where.offset());
      String what = garbage.reason() + " at " + where;
      assertThat(letter).as(what).isNotNull();
      assertThat(text(letter, "windrow-reason")).as(what).isEqualTo(garbage.reason());
      assertThat(Arrays.equals(letter.key(), garbage.key())).as("key of %s", what).isTrue();
      assertThat(Arrays.equals(letter.value(), garbage.value())).as("value of %s", what).isTrue();
      List<Header> headers = new ArrayList<>(List.of(letter.headers().toArray()));
      assertThat(headers.size()).as(what).isGreaterThan(garbage.headers().size());
      assertThat(headers.subList(0, garbage.headers().size())).as(what).isEqualTo(garbage.headers());
    });
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", run.scenario().kafka().bootstrapServers(), "max.request.size", 16 << 20, "linger.ms", 5),
        new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
    return new String(record.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
  }
}
