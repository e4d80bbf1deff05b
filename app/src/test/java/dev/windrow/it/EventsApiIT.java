package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Posting events to a running instance. */
@Tag("beside-kafka")
@Timeout(240)
final class EventsApiIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @Test
  void postedEventsComeOutInTheirWindowsOnceEach() throws Exception {
    Settings settings = scenario.settings();
    String page = page(settings);
    Instant window = Instant.ofEpochSecond(Instant.now().getEpochSecond() / 60 * 60 - 60);
    String object = event("login", 1, window);
    String array = "[" + event("login", 2, window) + "," + event("click", 3, window.plusMillis(999)) + ",{\"no\":\"event\"}]";
    String lines = event("click", 4, window) + "\n" + event("login", 5, window) + "\n";

    assertThat(post(page, "", "application/json", object, "").statusCode()).isEqualTo(202);
    HttpResponse<String> answer = post(page, "?key=event_type", "application/json", array, "array-1");
    assertThat(answer.statusCode()).isEqualTo(202);
    assertThat(post(page, "?key=event_type", "application/json", array, "array-1").body()).isEqualTo(answer.body());
    assertThat(post(page, "", "application/x-ndjson", lines, "").statusCode()).isEqualTo(202);

    JsonNode outcomes = JSON.readTree(answer.body());
    assertThat(outcomes.path("accepted").asInt()).isEqualTo(2);
    assertThat(outcomes.path("records").get(2).path("reason").asText()).isEqualTo("no-timestamp");
    List<ConsumerRecord<byte[], byte[]>> records = scenario.records(settings, settings.topic());
    assertThat(records).hasSize(5);
    assertThat(records).filteredOn(record -> record.key() != null).extracting(record -> text(record.key()) + " " + text(header(record)))
        .containsExactlyInAnyOrder("login array-1-0", "click array-1-1");
    scenario.until("both groups of the window are final", () -> finals(settings).size() == 2);
    assertThat(finals(settings)).containsExactlyInAnyOrder("login 3 8", "click 2 7");
  }

  @Test
  void whatKafkaDoesNotAcknowledgeIsUnknownAndUnderPressureNothingMoreIsTaken() throws Exception {
    int port = freePort();
    Jvm broker = scenario.command(List.of("broker", "--port", Integer.toString(port), "--data-dir", scenario.dir().resolve("kafka").toString()));
    scenario.until("the broker is ready", () -> broker.out().contains("Kafka is ready"));
    Settings settings = scenario.settings().with("kafka.bootstrap.servers", "127.0.0.1:" + port).with("http.limits.body", "10MiB");
    String page = page(settings);
    Instant time = Instant.now();
    assertThat(post(page, "", "application/json", event("login", 1, time), "").statusCode()).isEqualTo(202);

    broker.signal("STOP");
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    String large = event("login", 2, time) + "\n" + " ".repeat(9 << 20);
    for (int i = 0; i < 8; i++) {
      waiting.add(client.sendAsync(request(page, "", "application/x-ndjson", large, "large-" + i), BodyHandlers.ofString()));
    }
    CompletableFuture.allOf(waiting.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
    broker.signal("CONT");

    List<Integer> statuses = waiting.stream().map(answer -> answer.join().statusCode()).toList();
    scenario.say("while Kafka was frozen: %s", statuses);
    assertThat(statuses).contains(503, 429).containsOnly(503, 429);
    assertThat(waiting).allSatisfy(answer -> assertThat(answer.join().headers().firstValue("retry-after")).isPresent());
    assertThat(waiting.stream().map(CompletableFuture::join).filter(answer -> answer.statusCode() == 503).findFirst().orElseThrow().body())
        .contains("\"unknown\":1").contains("{\"index\":0,\"status\":\"unknown\",\"reason\":\"not-acknowledged\"");
    scenario.until("Kafka takes events again", () -> post(page, "", "application/json", event("login", 3, time), "").statusCode() == 202);
  }

  @Test
  void badRequestsAreRefused() throws Exception {
    Settings settings = scenario.settings().with("http.limits.body", "2KiB");
    String page = page(settings);

    assertThat(refusal(post(page, "", "text/plain", "{}", ""))).isEqualTo("415 expected the Content-Type application/json or application/x-ndjson, found 'text/plain'");
    assertThat(refusal(post(page, "?topic=nothing", "application/json", "{}", ""))).isEqualTo("400 parameter 'topic': expected one of " + settings.topic());
    assertThat(refusal(post(page, "", "application/json", "[{}", ""))).startsWith("400 expected an array of events in JSON, found ");
    assertThat(refusal(post(page, "", "application/json", "", ""))).isEqualTo("400 expected at least one event, found none");
    assertThat(refusal(post(page, "", "application/json", "{}", ""))).isEqualTo("422 expected events, found none that could be counted");
    assertThat(refusal(post(page, "", "application/json", "x".repeat(3_000), ""))).isEqualTo("413 expected a smaller body (http.limits.body)");
    assertThat(scenario.records(settings, settings.topic())).isEmpty();
  }

  /** Of an instance that answers: it does so a moment after its stream threads run. */
  private String page(Settings settings) throws Exception {
    String page = scenario.start(settings).page();
    HttpRequest question = HttpRequest.newBuilder(URI.create(page + "api/v1/aggregations")).timeout(Duration.ofSeconds(10)).build();
    scenario.until("the instance answers", () -> client.send(question, BodyHandlers.ofString()).statusCode() == 200);
    return page;
  }

  private List<String> finals(Settings settings) {
    return scenario.results(settings).values().stream().map(EventsApiIT::json)
        .map(row -> row.path("event_type").asText() + " " + row.path("count").asText() + " " + row.path("sum_value").asText()).toList();
  }

  private HttpResponse<String> post(String page, String query, String type, String body, String key) throws Exception {
    return client.send(request(page, query, type, body, key), BodyHandlers.ofString());
  }

  private static HttpRequest request(String page, String query, String type, String body, String key) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page + "api/v1/events" + query)).timeout(Duration.ofSeconds(60))
        .header("Content-Type", type).POST(HttpRequest.BodyPublishers.ofString(body));
    return (key.isEmpty() ? request : request.header("Idempotency-Key", key)).build();
  }

  private static String refusal(HttpResponse<String> answer) {
    return answer.statusCode() + " " + json(answer.body()).path("detail").asText();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static String event(String type, int value, Instant time) {
    return "{\"event_type\":\"" + type + "\",\"value\":" + value + ",\"timestamp\":\"" + time + "\"}";
  }

  private static byte[] header(ConsumerRecord<byte[], byte[]> record) {
    Header id = record.headers().lastHeader("windrow-id");
    return id == null ? new byte[0] : id.value();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
