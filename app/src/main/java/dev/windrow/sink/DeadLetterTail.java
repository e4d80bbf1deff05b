package dev.windrow.sink;

import dev.windrow.config.Config;
import dev.windrow.kafka.SideHeaders;
import dev.windrow.kafka.TopicReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;

/** The latest dead letters, read from their topic when somebody asks, and not again within seconds. Blocks; thread-safe. */
public final class DeadLetterTail implements AutoCloseable {

  private static final long FRESH_MS = 2_000;
  private static final int EXCERPT = 200;

  private final Config config;
  private final Clock clock;
  private final int most;

  // Written under this.
  private volatile Optional<TopicReader> reader = Optional.empty();
  private volatile boolean closed;

  // Guarded by this.
  private List<DeadLetter> latest = List.of();
  private long readMs;

  /** @param most how many are shown */
  public DeadLetterTail(Config config, int most, Clock clock) {
    this.config = config;
    this.most = most;
    this.clock = clock;
  }

  /** Newest first; what was found last when Kafka does not answer, or when it is closed. */
  public synchronized List<DeadLetter> latest() {
    if (!closed && clock.millis() - readMs >= FRESH_MS) {
      try {
        latest = read();
      } catch (KafkaException noAnswer) {
        discard();
      }
      readMs = clock.millis();
    }
    return latest;
  }

  /** Whoever is reading ends soon. */
  @Override
  public void close() {
    closed = true;
    reader.ifPresent(TopicReader::wakeUp);
    discard();
  }

  /** Whether it has a connection to Kafka, or tries to. */
  boolean isReading() {
    return reader.isPresent();
  }

  private synchronized void discard() {
    reader.ifPresent(TopicReader::close);
    reader = Optional.empty();
  }

  private TopicReader open() {
    if (reader.isEmpty()) {
      reader = Optional.of(new TopicReader(config));
    }
    return reader.get();
  }

  private List<DeadLetter> read() {
    TopicReader last = open();
    if (closed) {
      return latest;
    }
    List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
    // A transaction's end takes an offset, too: so look twice as far back.
    last.readLast(config.input().deadLetters(), 2 * most, found::add);
    return found.stream()
        .sorted(Comparator.comparingLong((ConsumerRecord<byte[], byte[]> record) -> record.timestamp()).reversed())
        .limit(most)
        .map(DeadLetterTail::deadLetter)
        .toList();
  }

  private static DeadLetter deadLetter(ConsumerRecord<byte[], byte[]> record) {
    return new DeadLetter(
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()).toString(),
        source(record),
        offset(header(record, SideHeaders.OFFSET)),
        header(record, SideHeaders.REASON),
        header(record, SideHeaders.DETAIL),
        record.value() == null ? "" : text(record.value()));
  }

  /** A partition of a topic, or where an ingested record was read. */
  private static String source(ConsumerRecord<byte[], byte[]> record) {
    String topic = header(record, SideHeaders.TOPIC);
    String source = header(record, SideHeaders.SOURCE);
    if (topic.isEmpty()) {
      return source.isEmpty() ? "" : source + ": " + header(record, SideHeaders.PLACE);
    }
    return topic + "-" + header(record, SideHeaders.PARTITION);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  /** Anybody may write to a topic. */
  private static long offset(String text) {
    return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
  }

  private static String text(byte[] value) {
    String text = new String(value, 0, Math.min(value.length, 4 * EXCERPT), StandardCharsets.UTF_8);
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT);
  }
}
