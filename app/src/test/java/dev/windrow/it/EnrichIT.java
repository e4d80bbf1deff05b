package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A topic is enriched on its way to the one that is counted, by the recipe of docs/pipelines.md; and what is counted by an enriched field is right. */
@Tag("beside-kafka")
@Timeout(240)
final class EnrichIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int EVENTS = 6_000;
  private static final int USERS = 40;
  private static final int STEP_MS = 2;
  private static final List<String> COUNTRIES = List.of("DE", "FR", "JP");

  /** As many in both topics: then what is in order in one partition is so in the other. */
  private static final int PARTITIONS = 3;

  private final Instant first = Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60);

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void eventsAreCountedByWhatWasLookedUpForThem() throws Exception {
    UserServer users = scenario.closeLater(new UserServer());
    Settings settings = settings();
    run(settings, users);

    write(settings, 0, EVENTS);

    scenario.until("all is counted", () -> counts(settings).equals(expected()));
    assertThat(order(settings)).isEqualTo(expectedOrder());
    assertThatEachUserWasAskedForOnce(users);
  }

  @Test
  void eventsWaitWhileTheirLookupsFailAndNothingIsLost() throws Exception {
    UserServer users = scenario.closeLater(new UserServer());
    users.down = true;
    Settings settings = settings();
    Jvm service = run(settings, users);
    write(settings, 0, EVENTS / 2);

    scenario.until("it waits", () -> service.err().contains("records wait until lookups work"));
    write(settings, EVENTS / 2, EVENTS);
    assertThat(scenario.records(settings, settings.topic())).isEmpty();
    users.down = false;

    scenario.until("all is counted", () -> counts(settings).equals(expected()));
    assertThat(order(settings)).isEqualTo(expectedOrder());
    assertThat(service.err()).contains("source events: lookups work again after");
    assertThatEachUserWasAskedForOnce(users);
  }

  /** But for what a slow machine has let time out and asked for again. */
  private static void assertThatEachUserWasAskedForOnce(UserServer users) {
    assertThat(users.answered).hasSize(USERS);
    assertThat(users.answered.values().stream().mapToInt(Integer::intValue).sum()).isLessThan(2 * USERS);
  }

  private Settings settings() throws Exception {
    Settings settings = scenario.settings();
    String raw = settings.topic() + "-raw";
    scenario.createTopic(raw, PARTITIONS);
    return settings
        .with("input.partitions", PARTITIONS)
        .with("sources[0].topic", settings.topic())
        .with("sources[0].from-topic.name", raw);
  }

  /** The recipe, asking another server, with names and windows of this test's own. */
  private Jvm run(Settings settings, UserServer users) throws IOException {
    String recipes = Files.readString(Path.of("..", "docs", "pipelines.md"));
    String recipe = recipes.replaceAll("(?s).*\n## Enrichment by REST\n.*?```yaml\n(.*?)```.*", "$1");
    assertThat(recipe).startsWith("sources:").contains("https://users.example.com/users/{user_id}");
    Path file = scenario.dir().resolve("windrow.yaml");
    Files.writeString(file, recipe.replace("https://users.example.com", users.origin()));
    Jvm service = scenario.command("run", settings.with("sources[0].enrich.allow-private", true), "--config", file.toString());
    // And all topics are there: whoever uses one while it is being made may wait for long.
    scenario.until("it runs", () -> service.err().contains("running: application"));
    return service;
  }

  /** Users take turns; a millisecond or two lies between events. */
  private void write(Settings settings, int from, int to) throws Exception {
    Map<String, Object> kafka = Map.of("bootstrap.servers", scenario.kafka().bootstrapServers());
    try (var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (int i = from; i < to; i++) {
        String json = "{\"n\":" + i + ",\"timestamp\":\"" + time(i) + "\",\"user_id\":" + user(i) + ",\"value\":1}";
        sent.add(producer.send(new ProducerRecord<>(settings.topic() + "-raw", null, time(i).toEpochMilli(),
            Integer.toString(user(i)).getBytes(StandardCharsets.UTF_8), json.getBytes(StandardCharsets.UTF_8))));
      }
      for (Future<RecordMetadata> each : sent) {
        each.get();
      }
    }
  }

  private Instant time(int event) {
    return first.plusMillis((long) event * STEP_MS);
  }

  private static int user(int event) {
    return event * 7 % USERS;
  }

  /** One in ten users is not known. */
  private static String country(int user) {
    return user % 10 == 9 ? "unknown" : COUNTRIES.get(user % COUNTRIES.size());
  }

  private Map<String, Integer> expected() {
    Map<String, Integer> counts = new TreeMap<>();
    for (int i = 0; i < EVENTS; i++) {
      counts.merge(time(i).truncatedTo(ChronoUnit.SECONDS) + " " + country(user(i)), 1, Integer::sum);
    }
    return counts;
  }

  private Map<String, Integer> counts(Settings settings) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    for (String result : scenario.results(settings).values()) {
      JsonNode row = JSON.readTree(result);
      counts.put(row.get("window_start").asText() + " " + row.get("country").asText(), row.get("count").asInt());
    }
    return counts;
  }

  /** The numbers of each user's events, in the order in which they stand in the topic. */
  private Map<String, List<Integer>> order(Settings settings) throws IOException {
    Map<String, List<Integer>> numbers = new TreeMap<>();
    for (ConsumerRecord<byte[], byte[]> record : scenario.records(settings, settings.topic())) {
      JsonNode event = JSON.readTree(record.value());
      assertThat(event.get("country").asText()).isEqualTo(country(event.get("user_id").asInt()));
      numbers.computeIfAbsent(new String(record.key(), StandardCharsets.UTF_8), key -> new ArrayList<>()).add(event.get("n").asInt());
    }
    return numbers;
  }

  private static Map<String, List<Integer>> expectedOrder() {
    Map<String, List<Integer>> numbers = new TreeMap<>();
    for (int i = 0; i < EVENTS; i++) {
      numbers.computeIfAbsent(Integer.toString(user(i)), key -> new ArrayList<>()).add(i);
    }
    return numbers;
  }

  /** Knows most users; answers 503 while it is down. */
  private static final class UserServer implements AutoCloseable {

    final Map<String, Integer> answered = new ConcurrentHashMap<>();
    volatile boolean down;
    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(8);

    UserServer() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setExecutor(workers);
      server.createContext("/users/", this::answer);
      server.start();
    }

    String origin() {
      return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
      try (exchange) {
        if (down) {
          exchange.sendResponseHeaders(503, -1);
          return;
        }
        String path = exchange.getRequestURI().getPath();
        answered.merge(path, 1, Integer::sum);
        String country = country(Integer.parseInt(path.substring("/users/".length())));
        byte[] body = ("{\"name\":\"x\",\"address\":{\"country\":\"" + country + "\"}}").getBytes(StandardCharsets.UTF_8);
        boolean known = !country.equals("unknown");
        exchange.sendResponseHeaders(known ? 200 : 404, known ? body.length : -1);
        if (known) {
          exchange.getResponseBody().write(body);
        }
      }
    }

    @Override
    public void close() {
      server.stop(0);
      workers.shutdownNow();
    }
  }
}
