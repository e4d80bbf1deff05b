package dev.windrow.http;

import static dev.windrow.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Http;
import dev.windrow.ingest.PostResult;
import dev.windrow.ingest.PostResult.Malformed;
import dev.windrow.ingest.PostResult.Outcome;
import dev.windrow.ingest.PostResult.Settled;
import dev.windrow.ingest.PostResult.Status;
import dev.windrow.ingest.PostResult.TooMany;
import dev.windrow.ingest.Posting;
import dev.windrow.ops.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventsRouteTest {

  private static final String JSON = "Content-Type: application/json";
  private static final Settled ACCEPTED = new Settled(List.of(new Outcome(Status.ACCEPTED, "", "")));
  private static final Settled UNKNOWN = new Settled(List.of(new Outcome(Status.UNKNOWN, "not-acknowledged", "no answer"), new Outcome(Status.ACCEPTED, "", "")));
  private static final Settled REJECTED = new Settled(List.of(new Outcome(Status.REJECTED, "no-timestamp", "none \"there\"")));

  private final List<Posting> postings = new CopyOnWriteArrayList<>();
  private final AtomicLong nanoTime = new AtomicLong();
  private volatile Optional<CompletableFuture<PostResult>> result = Optional.of(CompletableFuture.completedFuture(ACCEPTED));
  private TestServer server;

  @BeforeEach
  void start() throws InterruptedException {
    server = server(TestServer.http(TestServer.LIMITS));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatKafkaHasIsAccepted() {
    String answer = post("?topic=clicks&key=user.id", "{\"a\":1}", "Content-Type: application/json; charset=UTF-8", "Idempotency-Key: k1");

    assertThat(status(answer)).isEqualTo(202);
    assertThat(body(answer)).isEqualTo("{\"accepted\":1,\"rejected\":0,\"unknown\":0,\"records\":[{\"index\":0,\"status\":\"accepted\"}]}");
    Posting posting = postings.get(0);
    assertThat(posting.topic()).isEqualTo("clicks");
    assertThat(posting.key()).contains("user.id");
    assertThat(posting.id()).contains("k1");
    assertThat(posting.lines()).isFalse();
    assertThat(posting.body()).asString(StandardCharsets.UTF_8).isEqualTo("{\"a\":1}");
  }

  @Test
  void linesAreToldFromOneDocument() {
    assertThat(status(post("", "{}\n{}", "Content-Type: application/x-ndjson"))).isEqualTo(202);
    assertThat(postings.get(0).lines()).isTrue();
    assertThat(postings.get(0).topic()).isEqualTo("user-events");
  }

  @Test
  void whenAllAreRejectedThatIsAProblemWithTheOutcomes() {
    result = settled(REJECTED);
    String answer = post("", "{}", JSON);

    assertThat(status(answer)).isEqualTo(422);
    assertThat(answer).contains("application/problem+json");
    assertThat(body(answer)).endsWith(",\"accepted\":0,\"rejected\":1,\"unknown\":0,\"records\":["
        + "{\"index\":0,\"status\":\"rejected\",\"reason\":\"no-timestamp\",\"detail\":\"none \\\"there\\\"\"}]}");
  }

  @Test
  void whatIsNotAcknowledgedIsSaidToBeUnknown() {
    result = settled(UNKNOWN);
    String answer = post("", "{}", JSON);

    assertThat(status(answer)).isEqualTo(503);
    assertThat(answer.toLowerCase()).contains("retry-after: 2");
    assertThat(body(answer)).contains("\"unknown\":1,").contains("{\"index\":0,\"status\":\"unknown\",\"reason\":\"not-acknowledged\",\"detail\":\"no answer\"}");
  }

  @Test
  void underPressureNothingIsTaken() {
    result = Optional.empty();
    String answer = post("", "{}", JSON, "Idempotency-Key: a");

    assertThat(status(answer)).isEqualTo(429);
    assertThat(answer.toLowerCase()).contains("retry-after: 1");
    result = settled(ACCEPTED);
    assertThat(status(post("", "{}", JSON, "Idempotency-Key: a"))).isEqualTo(202);
  }

  @Test
  void whatIsNoListOfEventsIsABadRequest() {
    result = settled(new Malformed("expected an array"));
    assertThat(post("", "[", JSON)).startsWith("HTTP/1.1 400 ").contains("expected an array");
    result = settled(new TooMany(10));
    assertThat(post("", "[1]", JSON)).startsWith("HTTP/1.1 413 ").contains("expected at most 10 events at a time");
  }

  @Test
  void aBodyThatIsTooLargeIsNotTaken() {
    assertThat(status(post("", "x".repeat(TestServer.LIMITS.bodyBytes() + 1), JSON))).isEqualTo(413);
    assertThat(postings).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
      "``                 | Content-Type: text/plain                      | 415 | `expected the Content-Type application/json or application/x-ndjson, found 'text/plain'`",
      "``                 | X: y                                          | 415 | `expected the Content-Type application/json or application/x-ndjson, found none`",
      "``                 | Content-Type: application/json;charset=latin1 | 415 | `expected UTF-8, found 'application/json;charset=latin1'`",
      "?topic=other       | Content-Type: application/json                | 400 | `parameter 'topic': expected one of user-events, clicks`",
      "?key=a..b          | Content-Type: application/json                | 400 | `parameter 'key': expected a field name or a dotted path like user.id`",
      "?key=              | Content-Type: application/json                | 400 | `parameter 'key': expected a field name or a dotted path like user.id`",
      "?tpic=clicks       | Content-Type: application/json                | 400 | `parameter 'tpic': expected one of key, topic`",
      "?key=a&key=b       | Content-Type: application/json                | 400 | `parameter 'key': expected it once`"})
  void badRequestsAreRefusedWithWhatWasExpected(String query, String header, int expected, String detail) {
    String answer = post(query, "{}", header);
    assertThat(status(answer)).isEqualTo(expected);
    assertThat(answer).contains(detail);
    assertThat(postings).isEmpty();
  }

  @Test
  void packedBodiesAndBadKeysAreRefused() {
    assertThat(post("", "{}", JSON, "Content-Encoding: gzip")).startsWith("HTTP/1.1 415 ").contains("expected a body without Content-Encoding, found 'gzip'");
    assertThat(post("", "{}", JSON, "Idempotency-Key: " + "k".repeat(129))).startsWith("HTTP/1.1 400 ");
    assertThat(post("", "{}", JSON, "Idempotency-Key: ")).startsWith("HTTP/1.1 400 ");
    assertThat(post("", "{}", JSON, "Idempotency-Key: ä")).startsWith("HTTP/1.1 400 ");
    assertThat(post("", "{}", JSON, "Idempotency-Key: a", "Idempotency-Key: a")).startsWith("HTTP/1.1 400 ");
    assertThat(server.get("/api/v1/events")).startsWith("HTTP/1.1 405 ").contains("POST");
    assertThat(postings).isEmpty();
  }

  @Test
  void whoRepeatsAKeyGetsTheFirstAnswerAgain() {
    String first = post("", "{}", JSON, "Idempotency-Key: a");
    result = settled(REJECTED);
    String second = post("", "{}", JSON, "Idempotency-Key: a");

    assertThat(body(second)).isEqualTo(body(first));
    assertThat(second.toLowerCase()).contains("idempotency-replayed: true");
    assertThat(first.toLowerCase()).doesNotContain("idempotency-replayed");
    assertThat(postings).hasSize(1);
    assertThat(status(post("", "{}", JSON, "Idempotency-Key: b"))).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({"'', '{ }'", "?topic=clicks, {}", "?key=a, {}"})
  void aKeyThatCameWithSomethingElseIsRefused(String query, String body) {
    post("", "{}", JSON, "Idempotency-Key: a");
    String answer = post(query, body, JSON, "Idempotency-Key: a");

    assertThat(answer).startsWith("HTTP/1.1 422 ").contains("take a new key for each request");
    assertThat(postings).hasSize(1);
  }

  @Test
  void whoRepeatsAKeyWhileTheFirstIsUnderWayWaitsWithIt() {
    CompletableFuture<PostResult> pending = new CompletableFuture<>();
    result = Optional.of(pending);
    CompletableFuture<String> first = CompletableFuture.supplyAsync(() -> post("", "{}", JSON, "Idempotency-Key: a"));
    await().until(() -> postings.size() == 1);
    CompletableFuture<String> second = CompletableFuture.supplyAsync(() -> post("", "{}", JSON, "Idempotency-Key: a"));
    pending.complete(ACCEPTED);

    assertThat(status(first.join())).isEqualTo(202);
    assertThat(body(second.join())).isEqualTo(body(first.join()));
    assertThat(postings).hasSize(1);
  }

  @Test
  void anUnknownOutcomeIsNotRememberedSoThatARepetitionSends() {
    result = settled(UNKNOWN);
    post("", "{}", JSON, "Idempotency-Key: a");
    result = settled(ACCEPTED);

    assertThat(status(post("", "{}", JSON, "Idempotency-Key: a"))).isEqualTo(202);
    assertThat(postings).extracting(Posting::id).containsExactly(Optional.of("a"), Optional.of("a"));
  }

  @Test
  void aKeyIsForgottenAfterTenMinutes() {
    post("", "{}", JSON, "Idempotency-Key: a");
    nanoTime.addAndGet(599_000_000_000L);
    post("", "{}", JSON, "Idempotency-Key: a");
    assertThat(postings).hasSize(1);
    nanoTime.addAndGet(2_000_000_000L);
    post("", "{}", JSON, "Idempotency-Key: a");
    assertThat(postings).hasSize(2);
  }

  @Test
  void aTokenToReadMayNotPostAndOneToWriteMayNotRead(@TempDir Path folder) throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), "read " + "r".repeat(32) + "\nwrite " + "w".repeat(32) + "\nadmin " + "a".repeat(32) + "\n");
    tokens.toFile().setReadable(false, false);
    tokens.toFile().setReadable(true, true);
    try (TestServer guarded = server(TestServer.withTokens(tokens))) {
      assertThat(status(post(guarded, "", "{}", JSON))).isEqualTo(401);
      assertThat(post(guarded, "", "{}", JSON, "Authorization: Bearer " + "r".repeat(32))).startsWith("HTTP/1.1 403 ")
          .contains("expected a token with the role write, found one with the role read");
      assertThat(status(post(guarded, "", "{}", JSON, "Authorization: Bearer " + "w".repeat(32)))).isEqualTo(202);
      assertThat(status(post(guarded, "", "{}", JSON, "Authorization: Bearer " + "a".repeat(32)))).isEqualTo(202);
      assertThat(guarded.get("/api/v1/openapi.json", "Authorization: Bearer " + "w".repeat(32))).startsWith("HTTP/1.1 403 ")
          .contains("expected a token with the role read, found one with the role write");
    }
  }

  private TestServer server(Http http) throws InterruptedException {
    return TestServer.with(http, vertx -> new EventsRoute(List.of("user-events", "clicks"), this::write, new Level(), vertx, nanoTime::get));
  }

  private Optional<CompletableFuture<PostResult>> write(Posting posting) {
    result.ifPresent(taken -> postings.add(posting));
    return result;
  }

  private static Optional<CompletableFuture<PostResult>> settled(PostResult found) {
    return Optional.of(CompletableFuture.completedFuture(found));
  }

  private String post(String query, String body, String... headers) {
    return post(server, query, body, headers);
  }

  private static String post(TestServer server, String query, String body, String... headers) {
    String[] all = new String[headers.length + 1];
    System.arraycopy(headers, 0, all, 1, headers.length);
    all[0] = "Content-Length: " + body.length();
    return server.send(TestServer.request("POST", "/api/v1/events" + query, all) + body);
  }

  private static String body(String answer) {
    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
  }
}
