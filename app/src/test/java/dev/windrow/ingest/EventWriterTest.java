package dev.windrow.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Config;
import dev.windrow.ingest.PostResult.Malformed;
import dev.windrow.ingest.PostResult.Settled;
import dev.windrow.ingest.PostResult.TooMany;
import dev.windrow.ops.PrometheusMeters;
import dev.windrow.ops.PrometheusMeters.Format;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventWriterTest {

  private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T10:15:30Z"), ZoneOffset.UTC);
  private static final String GOOD = "{\"event_type\":\"login\",\"user_id\":\"u7\",\"value\":1.50,\"timestamp\":\"2026-11-20T10:15:00Z\"}";
  private static final int ROOM = 100_000;

  private final PrometheusMeters meters = new PrometheusMeters(CLOCK);
  private final Sender producer = new Sender();
  private final EventWriter writer = new EventWriter(Config.defaults(), new LateProducer(() -> producer), ROOM, meters, CLOCK);

  @AfterEach
  void close() {
    writer.close();
    meters.close();
  }

  @Test
  void whatIsGoodIsSentAsItIsAndAcceptedWhenKafkaHasIt() throws Exception {
    CompletableFuture<PostResult> result = write("[" + GOOD + " , {\"a\": 1}]", false, Optional.of("user_id"), Optional.of("k1"));
    await().until(() -> producer.history().size() == 1);

    assertThat(result).isNotDone();
    ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
    assertThat(sent.topic()).isEqualTo("user-events");
    assertThat(new String(sent.value(), UTF_8)).isEqualTo(GOOD);
    assertThat(new String(sent.key(), UTF_8)).isEqualTo("u7");
    assertThat(new String(sent.headers().lastHeader("windrow-id").value(), UTF_8)).isEqualTo("k1-0");

    assertThat(producer.completeNext()).isTrue();
    assertThat(lines(result)).containsExactly("ACCEPTED", "REJECTED no-timestamp timestamp: expected a time like 2026-11-20T10:15:30.250Z or epoch milliseconds, found nothing");
    assertThat(scraped()).contains("windrow_post_records_total{outcome=\"accepted\"} 1.0").contains("windrow_post_records_total{outcome=\"rejected\"} 1.0");
  }

  @Test
  void withoutKeysRecordsHaveNeitherKeyNorId() throws Exception {
    CompletableFuture<PostResult> result = write(GOOD, false);
    await().until(() -> producer.completeNext());

    assertThat(lines(result)).containsExactly("ACCEPTED");
    assertThat(producer.history().get(0).key()).isNull();
    assertThat(producer.history().get(0).headers()).isEmpty();
  }

  @Test
  void eachLineIsAnEvent() throws Exception {
    CompletableFuture<PostResult> result = write(GOOD + "\r\n\n  \nnot json\n" + GOOD, true);
    await().until(() -> producer.completeNext());
    await().until(() -> producer.completeNext());

    assertThat(lines(result)).hasSize(3).element(1).asString().startsWith("REJECTED not-json ");
    assertThat(lines(result)).element(2).isEqualTo("ACCEPTED");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "``                                    | expected at least one event, found none",
      "`  `                                  | expected at least one event, found none",
      "[]                                    | expected at least one event, found none",
      "[{}      | expected an array of events in JSON, found Unexpected end-of-input: expected close marker for Array",
      "[{}] x   | expected an array of events in JSON, found Unrecognized token 'x'",
      "[{}] []  | expected an array of events in JSON, found something behind the end of the array",
      "[{},]    | expected an array of events in JSON, found Unexpected character (']' (code 93)): expected a value in line 1, column 5"})
  void whatIsNoListOfEventsIsMalformed(String body, String detail) throws Exception {
    PostResult result = write(body, false).get(10, TimeUnit.SECONDS);
    assertThat(result).isInstanceOf(Malformed.class);
    assertThat(((Malformed) result).detail()).startsWith(detail);
    assertThat(producer.history()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "7 | not-an-object", "\"x\" | not-an-object", "null | not-an-object", "[] | not-an-object", "{} | no-timestamp",
      "{\"timestamp\":\"soon\",\"event_type\":\"a\"} | bad-timestamp", "{\"timestamp\":-5,\"event_type\":\"a\"} | before-1970",
      "{\"timestamp\":\"2026-11-20T10:15:00Z\"} | skipped-by-all", "{\"timestamp\":\"2026-11-20T10:15:00Z\",\"event_type\":\"a\",\"value\":[]} | wrong-type",
      "{\"timestamp\":\"2026-11-20T11:15:00Z\",\"event_type\":\"a\"} | too-far-ahead", "{\"timestamp\":\"2026-11-20T10:15:00Z\",\"event_type\":\"a\",\"value\":1e999} | out-of-range"})
  void whatTheServiceWouldNotCountIsRejectedForTheSameReason(String event, String reason) throws Exception {
    assertThat(lines(write("[" + event + "]", false))).singleElement().asString().startsWith("REJECTED " + reason + " ");
    assertThat(producer.history()).isEmpty();
  }

  @Test
  void moreEventsThanAreTakenAtATimeAreNotTaken() throws Exception {
    assertThat(write("{}\n".repeat(10_001), true).get(10, TimeUnit.SECONDS)).isEqualTo(new TooMany(10_000));
    assertThat(write("[" + "1,".repeat(10_000) + "1]", false).get(10, TimeUnit.SECONDS)).isEqualTo(new TooMany(10_000));
    assertThat(lines(write("[" + "1,".repeat(9_999) + "1]", false))).hasSize(10_000);
  }

  @Test
  void whatKafkaDoesNotAcknowledgeIsUnknownAndWhatItRefusesIsRejected() throws Exception {
    CompletableFuture<PostResult> result = write(GOOD + "\n" + GOOD + "\n" + GOOD, true);
    await().until(() -> producer.history().size() == 3);
    producer.errorNext(new TimeoutException("8000 ms have passed"));
    producer.errorNext(new RecordTooLargeException("too large"));
    producer.completeNext();

    assertThat(lines(result)).containsExactly("UNKNOWN not-acknowledged 8000 ms have passed", "REJECTED too-large too large", "ACCEPTED");
    assertThat(scraped()).contains("windrow_post_records_total{outcome=\"unknown\"} 1.0");
  }

  @Test
  void afterOneThatWaitedInVainTheRestIsNotTried() throws Exception {
    producer.refusal = Optional.of(new TimeoutException("no metadata"));
    assertThat(lines(write(GOOD + "\n" + GOOD + "\n{}", true))).containsExactly(
        "UNKNOWN not-acknowledged no metadata", "UNKNOWN not-acknowledged Kafka does not answer, so it was not sent",
        "REJECTED no-timestamp timestamp: expected a time like 2026-11-20T10:15:30.250Z or epoch milliseconds, found nothing");
    assertThat(producer.attempts).isEqualTo(1);
  }

  @Test
  void whatIsTooMuchIsNotTakenUntilSomeIsSettled() throws Exception {
    List<CompletableFuture<PostResult>> taken = new ArrayList<>();
    String body = GOOD + "\n" + " ".repeat(ROOM / 4);
    for (Optional<CompletableFuture<PostResult>> more = offer(body); more.isPresent(); more = offer(body)) {
      taken.add(more.get());
    }
    assertThat(taken).hasSize(3);
    assertThat(scraped()).contains("windrow_post_refused_total 1.0").containsPattern("windrow_post_in_flight_bytes [789]");

    await().until(() -> producer.completeNext());
    await().until(() -> taken.stream().anyMatch(CompletableFuture::isDone));
    assertThat(offer(body)).isPresent();
  }

  @Test
  void afterTheCloseNothingIsTaken() throws Exception {
    CompletableFuture<PostResult> result = write(GOOD, false);
    await().until(() -> producer.completeNext());
    assertThat(lines(result)).containsExactly("ACCEPTED");

    writer.close();
    assertThat(offer(GOOD)).isEmpty();
    assertThat(producer.closed()).isTrue();
  }

  private Optional<CompletableFuture<PostResult>> offer(String body) {
    return writer.write(new Posting("user-events", Optional.empty(), Optional.empty(), true, body.getBytes(UTF_8)));
  }

  private CompletableFuture<PostResult> write(String body, boolean lines) {
    return write(body, lines, Optional.empty(), Optional.empty());
  }

  private CompletableFuture<PostResult> write(String body, boolean lines, Optional<String> key, Optional<String> id) {
    return writer.write(new Posting("user-events", key, id, lines, body.getBytes(UTF_8))).orElseThrow();
  }

  private static List<String> lines(CompletableFuture<PostResult> result) throws Exception {
    return ((Settled) result.get(10, TimeUnit.SECONDS)).outcomes().stream()
        .map(outcome -> (outcome.status() + " " + outcome.reason() + " " + outcome.detail()).strip()).toList();
  }

  private String scraped() {
    return new String(meters.scrape(Format.TEXT), UTF_8);
  }

  /** Acknowledges when it is told to; or refuses everything. */
  private static final class Sender extends MockProducer<byte[], byte[]> {

    private Optional<RuntimeException> refusal = Optional.empty();
    private int attempts;

    Sender() {
      super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      attempts++;
      refusal.ifPresent(failure -> {
        throw failure;
      });
      return super.send(record, callback);
    }
  }
}
