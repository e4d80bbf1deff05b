package dev.windrow.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.windrow.config.Source;
import dev.windrow.config.TopicExtract;
import dev.windrow.kafka.PositionsTopic;
import dev.windrow.ops.Meters;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveryTest {

  private static final Source SOURCE =
      new Source("s", new TopicExtract("raw"), "events", Optional.empty(), Optional.empty(), "dead", List.of(), Optional.empty());

  private final MockProducer<byte[], byte[]> producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
  private final SourceProgress progress = new SourceProgress("s", Meters.NONE);
  private final TestClock clock = new TestClock();
  private final Delivery delivery = new Delivery(
      "s", "app-positions", producer, Map.of("a", "1"), new Encoder(SOURCE, new Stages(List.of()), 100), progress, clock);

  @BeforeEach
  void begin() {
    producer.initTransactions();
  }

  @Test
  void recordsAndWhereReadingGoesOnAreCommittedTogether() throws Exception {
    delivery.deliver(chunk("a", "2", "{\"x\":1}"));
    assertThat(producer.history()).isEmpty();
    assertThat(delivery.position("a")).contains("1");

    delivery.commit();

    assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("events", "app-positions");
    ProducerRecord<byte[], byte[]> position = producer.history().get(1);
    assertThat(text(position.key())).isEqualTo("{\"source\":\"s\",\"part\":\"a\"}");
    assertThat(text(position.value())).isEqualTo("{\"position\":\"2\"}");
    assertThat(position.partition()).isEqualTo(PositionsTopic.partition("s"));
    assertThat(delivery.position("a")).contains("2");
    assertThat(progress.report().records()).isEqualTo(1);
    assertThat(producer.commitCount()).isEqualTo(1);
  }

  @Test
  void onlyTheLastPositionOfAPartIsWritten() throws Exception {
    delivery.deliver(chunk("a", "2", "{}"));
    delivery.deliver(chunk("b", "7", "{}"));
    delivery.deliver(chunk("a", "3", "{}"));
    delivery.commit();

    assertThat(producer.history().stream().filter(record -> record.topic().equals("app-positions")).map(record -> text(record.key()) + text(record.value())))
        .containsExactlyInAnyOrder("{\"source\":\"s\",\"part\":\"a\"}{\"position\":\"3\"}", "{\"source\":\"s\",\"part\":\"b\"}{\"position\":\"7\"}");
  }

  @Test
  void aTransactionIsCommittedAfterASecond() throws Exception {
    delivery.deliver(chunk("a", "2", "{}"));
    clock.ms += 999;
    delivery.commitIfDue();
    assertThat(producer.commitCount()).isZero();

    clock.ms += 1;
    delivery.commitIfDue();
    assertThat(producer.commitCount()).isEqualTo(1);

    clock.ms += 5_000;
    delivery.commitIfDue();
    assertThat(producer.commitCount()).as("nothing was delivered since").isEqualTo(1);
  }

  @Test
  void badRecordsGoToTheDeadLettersWithTheirPlaceAndCountAsRejected() throws Exception {
    BadRecord bad = new BadRecord("f:3", "oops".getBytes(StandardCharsets.UTF_8), "malformed_json", "expected a value");
    delivery.deliver(new Chunk("f", List.of(), List.of(bad), "9"));
    delivery.commit();

    ProducerRecord<byte[], byte[]> dead = producer.history().get(0);
    assertThat(dead.topic()).isEqualTo("dead");
    assertThat(text(dead.value())).isEqualTo("oops");
    assertThat(header(dead, "windrow-reason")).isEqualTo("malformed_json");
    assertThat(header(dead, "windrow-detail")).isEqualTo("expected a value");
    assertThat(header(dead, "windrow-source")).isEqualTo("s");
    assertThat(header(dead, "windrow-place")).isEqualTo("f:3");
    assertThat(progress.report()).extracting(SourceReport::records, SourceReport::rejected).containsExactly(0L, 1L);
  }

  @Test
  void whatKafkaCouldNotTakeIsNotCommitted() throws Exception {
    producer.sendException = new TimeoutException("nobody there");
    assertThatExceptionOfType(DeliveryException.class).isThrownBy(() -> delivery.deliver(chunk("a", "2", "{}")))
        .withMessageContaining("nobody there").matches(DeliveryException::isPassing);
    assertThatExceptionOfType(DeliveryException.class).isThrownBy(delivery::commit);
    assertThat(delivery.position("a")).contains("1");
    assertThat(progress.report().records()).isZero();
  }

  @Test
  void aRecordThatTheTopicDoesNotTakeIsSaidWithWhatToDo() {
    producer.sendException = new RecordTooLargeException("too large");
    assertThatExceptionOfType(DeliveryException.class).isThrownBy(() -> delivery.deliver(chunk("a", "2", "{}")))
        .withMessageContaining("raise max.message.bytes").matches(failure -> !failure.isPassing());
  }

  @Test
  void aCommitWithoutAnAnswerIsAskedForAgain() throws Exception {
    delivery.deliver(chunk("a", "2", "{}"));
    producer.commitTransactionException = new TimeoutException("no answer");
    assertThatExceptionOfType(DeliveryException.class).isThrownBy(delivery::commit).withMessageContaining("no answer");
    assertThat(delivery.position("a")).contains("1");
  }

  @Test
  void aCommitThatWasInterruptedIsOnlyAskedForAgain() throws Exception {
    delivery.deliver(chunk("a", "2", "{}"));
    producer.commitTransactionException = new InterruptException("stop");
    assertThatExceptionOfType(InterruptedException.class).isThrownBy(delivery::commit);

    producer.commitTransactionException = null;
    delivery.commit();
    assertThat(producer.history()).extracting(ProducerRecord::topic).containsExactly("events", "app-positions");
    assertThat(delivery.position("a")).contains("2");
  }

  private static Chunk chunk(String part, String position, String json) {
    return new Chunk(part, List.of(new RawRecord(part + position, part, json.getBytes(StandardCharsets.UTF_8))), List.of(), position);
  }

  private static String header(ProducerRecord<byte[], byte[]> record, String name) {
    return text(record.headers().lastHeader(name).value());
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static final class TestClock extends Clock {

    private long ms;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(ms);
    }
  }
}
