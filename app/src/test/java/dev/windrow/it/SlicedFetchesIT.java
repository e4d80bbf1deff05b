package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.kafka.slice.BatchSlice;
import dev.windrow.kafka.slice.SliceCounts;
import dev.windrow.kafka.slice.SlicedFetches;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A consumer whose fetches are sliced reads what Kafka's own reads. */
@Timeout(180)
final class SlicedFetchesIT {

  private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
  private static final int OF_A_KIND = 120;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private String topic;

  /** Committed and aborted transactions of all codecs between each other, and records of every kind. */
  @Test
  void whereverItBeginsItReadsWhatTheConsumerReads() throws Exception {
    topic(Map.of());
    for (String codec : CODECS) {
      sendUncommitted(codec);
      send(codec);
    }
    List<String> all = read(plain(), 0);
    int end = (int) end();
    assertThat(all).hasSize(2 * OF_A_KIND * CODECS.size()).hasSizeLessThan(end);

    for (int from = 0; from < end; from += from < 20 ? 1 : 83) {
      List<String> expected = all.subList(firstFrom(all, from), all.size());
      assertThat(read(sliced(5, new Seen()), from)).as("from offset %d", from).isEqualTo(expected);
    }
  }

  @Test
  void slicesAreHandedOverAndTheClientsMetersCountTheirRecords() throws Exception {
    topic(Map.of("message.timestamp.type", "LogAppendTime"));
    CODECS.forEach(this::send);
    Seen seen = new Seen();
    Consumer<byte[], Object> consumer = sliced(1_000, seen);

    List<String> read = read(consumer, 0);

    assertThat(read).isEqualTo(read(plain(), 0)).hasSize(OF_A_KIND * CODECS.size());
    assertThat(seen.slices).isBetween(CODECS.size(), read.size() / 10);
    assertThat(seen.records).isEqualTo(read.size());
    assertThat(seen.consumed).allSatisfy((name, value) -> assertThat(value).isEqualTo((double) read.size())).hasSize(2);
  }

  private void topic(Map<String, String> config) throws ExecutionException, InterruptedException {
    topic = scenario.settings().topic();
    scenario.admin().createTopics(List.of(new NewTopic(topic, 1, (short) 1).configs(config))).all().get();
  }

  private void send(String codec) {
    try (KafkaProducer<byte[], byte[]> producer = producer(codec, Map.of())) {
      sendAll(producer, codec);
    }
  }

  /** In two transactions, of which one is aborted, with the records of both in between each other. */
  private void sendUncommitted(String codec) {
    try (KafkaProducer<byte[], byte[]> committed = producer(codec, Map.of("transactional.id", topic + codec + "1"));
        KafkaProducer<byte[], byte[]> aborted = producer(codec, Map.of("transactional.id", topic + codec + "2"))) {
      committed.initTransactions();
      aborted.initTransactions();
      committed.beginTransaction();
      aborted.beginTransaction();
      sendAll(aborted, "aborted " + codec);
      sendAll(committed, "committed " + codec);
      sendAll(aborted, "aborted " + codec);
      aborted.abortTransaction();
      committed.commitTransaction();
    }
  }

  private void sendAll(KafkaProducer<byte[], byte[]> producer, String name) {
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (int i = 0; i < OF_A_KIND; i++) {
      byte[] key = i % 3 == 0 ? null : bytes("k" + i);
      byte[] value = i % 7 == 0 ? null : bytes(name + " " + i + " " + "x".repeat(i % 50 == 1 ? 40_000 : i));
      ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, 1_000L + i, key, value);
      for (int header = 0; header < i % 4; header++) {
        record.headers().add("h" + header, i % 8 == 1 ? null : bytes("v" + i));
      }
      sent.add(producer.send(record));
    }
    producer.flush();
    sent.forEach(each -> assertThat(each).succeedsWithin(Duration.ZERO));
  }

  private KafkaProducer<byte[], byte[]> producer(String codec, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bootstrap.servers", scenario.kafka().bootstrapServers());
    settings.put("compression.type", codec);
    settings.put("batch.size", 60_000);
    settings.put("linger.ms", 20);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private long end() {
    try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings(500), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      return consumer.endOffsets(List.of(partition())).get(partition());
    }
  }

  private Consumer<byte[], Object> plain() {
    return new KafkaConsumer<>(settings(500), new ByteArrayDeserializer(), asFetched());
  }

  private Consumer<byte[], Object> sliced(int polledAtOnce, Seen seen) {
    return new SlicedConsumer(settings(polledAtOnce), seen);
  }

  private Map<String, Object> settings(int polledAtOnce) {
    return Map.of(
        "bootstrap.servers", scenario.kafka().bootstrapServers(), "isolation.level", "read_committed", "enable.auto.commit", false,
        "max.poll.records", polledAtOnce, "max.partition.fetch.bytes", 300_000);
  }

  private TopicPartition partition() {
    return new TopicPartition(topic, 0);
  }

  private List<String> read(Consumer<byte[], Object> consumer, long from) {
    List<String> read = new ArrayList<>();
    try (consumer) {
      consumer.assign(List.of(partition()));
      consumer.seek(partition(), from);
      long end = consumer.endOffsets(List.of(partition())).get(partition());
      while (consumer.position(partition()) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(record -> addTo(read, record));
      }
    }
    return read;
  }

  private static void addTo(List<String> read, ConsumerRecord<byte[], Object> record) {
    if (record.value() instanceof BatchSlice slice) {
      BatchSlice.Cursor at = slice.cursor();
      while (at.next()) {
        read.add(text(at.offset(), at.timestamp(), at.key(), at.value(), at.headers()));
      }
    } else {
      byte[] value = Utils.toNullableArray((ByteBuffer) record.value());
      read.add(text(record.offset(), record.timestamp(), record.key(), value, record.headers().toArray()));
    }
  }

  private static String text(long offset, long timestamp, byte[] key, byte[] value, Header[] headers) {
    return offset + " at " + timestamp + " " + text(key) + " " + text(value) + " " + Arrays.toString(headers);
  }

  private static String text(byte[] bytes) {
    return bytes == null ? "-" : new String(bytes, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where the first record lies whose offset is at least that. */
  private static int firstFrom(List<String> read, long offset) {
    int first = 0;
    while (first < read.size() && Long.parseLong(read.get(first).substring(0, read.get(first).indexOf(' '))) < offset) {
      first++;
    }
    return first;
  }

  private static Deserializer<Object> asFetched() {
    return new Deserializer<>() {
      @Override
      public Object deserialize(String topic, Headers headers, ByteBuffer data) {
        Header[] all = headers.toArray();
        return all.length > 0 && all[0] instanceof BatchSlice slice ? slice : data;
      }

      @Override
      public Object deserialize(String topic, byte[] data) {
        throw new IllegalStateException("expected to be asked for buffers");
      }
    };
  }

  /** What was handed over, and what the client said of it in the end. */
  private static final class Seen {

    private int slices;
    private int records;
    private final Map<String, Double> consumed = new HashMap<>();
  }

  /** As a stream thread's consumer does it. */
  private static final class SlicedConsumer extends KafkaConsumer<byte[], Object> {

    private final SliceCounts counts;
    private final Seen seen;

    SlicedConsumer(Map<String, Object> settings, Seen seen) {
      super(settings, new ByteArrayDeserializer(), asFetched());
      this.counts = SlicedFetches.of(this).orElseThrow();
      this.seen = seen;
    }

    @Override
    public ConsumerRecords<byte[], Object> poll(Duration timeout) {
      ConsumerRecords<byte[], Object> polled = super.poll(timeout);
      counts.add(polled);
      for (ConsumerRecord<byte[], Object> record : polled) {
        seen.slices += record.value() instanceof BatchSlice ? 1 : 0;
        seen.records += record.value() instanceof BatchSlice slice ? slice.count() : 1;
      }
      return polled;
    }

    @Override
    public void close() {
      poll(Duration.ZERO);
      metrics().forEach((name, metric) -> {
        if (name.name().equals("records-consumed-total")) {
          seen.consumed.put(name.tags().toString(), (Double) metric.metricValue());
        }
      });
      super.close();
    }
  }
}
