package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.simulator.Pace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Asking running instances over HTTP. */
@Tag("beside-kafka")
@Timeout(240)
final class ApiIT {

  private static final int EVENTS = 20_000;
  private static final Pattern PAGE = Pattern.compile("live page: (http://[^ ]+/)");
  private static final ObjectMapper JSON = new ObjectMapper();

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @Test
  void windowsAreThoseOfTheTopicPageByPage() throws Exception {
    Settings settings = preloaded();
    String page = page(scenario.run(settings));
    Map<String, String> results = allFinal(settings);

    assertThat(finals(page, "limit=7")).isEqualTo(results);
    assertThat(finals(page, "limit=1000")).isEqualTo(results);
    String csv = get(page + windows("limit=1000&status=final,revised"), "text/csv").body();
    assertThat(csv.lines().count()).isEqualTo(results.size() + 1L);
  }

  @Test
  void everyInstanceGivesTheSameWholeAnswerAndOneThatIsKilledIsNamedUntilOthersHaveTakenOver() throws Exception {
    Settings settings = preloaded();
    Map<String, Jvm> instances = new LinkedHashMap<>();
    Map<String, String> pages = new TreeMap<>();
    for (String name : List.of("one", "two", "three")) {
      Jvm instance = scenario.run(settings.named(name).with("state.dir", scenario.dir().resolve("state-" + name)).with("kafka.num.stream.threads", 1));
      instances.put(name, instance);
      pages.put(name, page(instance));
    }
    Map<String, String> results = allFinal(settings);
    scenario.until("all three have something", () -> status(pages.get("one")).path("instances").size() == 3 && owners(pages.get("one")).size() == 3);
    for (String page : pages.values()) {
      scenario.until("the whole answer of " + page, () -> finals(page, "limit=1000").equals(results));
      assertThat(owners(page)).isEqualTo(owners(pages.get("one")));
    }

    instances.get("two").kill();
    JsonNode partial = json(pages.get("one") + windows("limit=1000"));
    scenario.say("just after one was killed: %s", partial.path("missing"));

    assertThat(partial.path("complete").asBoolean()).isFalse();
    assertThat(partial.path("missing").get(0).path("instance").asText()).isEqualTo(address(pages.get("two")));
    assertThat(partial.path("windows")).isNotEmpty();
    scenario.until("the answer is whole again", () -> json(pages.get("one") + windows("limit=1000")).path("complete").asBoolean());
    assertThat(finals(pages.get("three"), "limit=1000")).isEqualTo(results);
  }

  @Test
  void streamBeginsWithMetadataGivesEveryFinalAndGoesOnBehindAnEventOnAnotherInstance() throws Exception {
    Settings settings = scenario.settings();
    String first = page(scenario.run(settings.named("one").with("state.dir", scenario.dir().resolve("state-one"))));
    String second = page(scenario.run(settings.named("two").with("state.dir", scenario.dir().resolve("state-two"))));
    List<String> lines = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> listening = listen(first, "", lines);
    scenario.until("the stream has begun", () -> lines.contains("event: metadata"));

    scenario.preload(scenario.events(settings, Pace.REAL, 500, 2_500));
    scenario.until("some finals with an id", () -> ids(lines).size() > 3);
    listening.cancel(true);
    String id = ids(lines).get(2);
    Map<String, String> results = allFinal(settings);
    List<String> rest = new CopyOnWriteArrayList<>();
    listen(second, id, rest);

    scenario.until("every result has come by one or the other", () -> {
      Set<String> seen = new TreeSet<>(finalRows(upTo(lines, id)));
      seen.addAll(finalRows(rest));
      return seen.containsAll(results.values());
    });
    assertThat(rest.stream().filter(line -> line.startsWith("data: ")).findFirst().orElseThrow()).contains("\"resumed\":true");
  }

  @Test
  void badRequestsAreAnsweredWithWhatWasExpected() throws Exception {
    String page = page(scenario.run(scenario.settings()));

    assertThat(problem(page, "api/v1/aggregations/nothing")).isEqualTo("404 expected one of the aggregations by-event-type");
    assertThat(problem(page, windows("limit=0"))).isEqualTo("400 parameter 'limit': expected a whole number from 1 to 1000");
    assertThat(problem(page, windows("from=yesterday"))).startsWith("400 parameter 'from': expected a time such as");
    assertThat(problem(page, windows("group.country=PT"))).startsWith("400 parameter 'group.country': expected one of cursor, from, group.event_type");
    assertThat(get(page + windows(""), "image/png").statusCode()).isEqualTo(406);
    assertThat(get(page + "api/v1/nothing", "*/*").statusCode()).isEqualTo(404);
  }

  private Settings preloaded() throws Exception {
    Settings settings = scenario.settings();
    scenario.preload(scenario.events(settings, Pace.MAX, 2_000, EVENTS));
    return settings;
  }

  /** What the topic has when everything is closed, by key. */
  private Map<String, String> allFinal(Settings settings) {
    scenario.until("all is read and closed", () ->
        scenario.ledger(settings).heldBackBy().isEmpty() && scenario.ledger(settings).watermark() > 0 && scenario.group(settings).lag(settings.topic()) == 0);
    return new TreeMap<>(scenario.results(settings));
  }

  /** All pages of closed windows, by their keys. */
  private Map<String, String> finals(String page, String parameters) throws Exception {
    Map<String, String> found = new TreeMap<>();
    String cursor = "";
    do {
      String body = get(page + windows("status=final,revised&" + parameters + cursor), "application/json").body();
      rows(body).forEach(row -> found.put(key(row), row));
      Matcher next = Pattern.compile("\"next\":\"([^\"]+)\"").matcher(body);
      cursor = next.find() ? "&cursor=" + next.group(1) : "";
    } while (!cursor.isEmpty());
    return found;
  }

  /** The rows as they were sent: no test of numbers should read them into doubles. */
  private static List<String> rows(String body) {
    List<String> rows = new ArrayList<>();
    Matcher row = Pattern.compile("\\{\"aggregation\":\"[^\"]+\",\"window_start\"[^{}]*}").matcher(body);
    while (row.find()) {
      rows.add(row.group());
    }
    return rows;
  }

  private static String key(String row) {
    return row.replaceAll(",\"count\":.*", "}");
  }

  private CompletableFuture<Void> listen(String page, String lastEventId, List<String> lines) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(page + "api/v1/aggregations/by-event-type/stream"));
    if (!lastEventId.isEmpty()) {
      request.header("last-event-id", lastEventId);
    }
    CompletableFuture<Void> listening = client.sendAsync(request.build(), HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(lines))).thenAccept(end -> { });
    scenario.closeLater(() -> listening.cancel(true));
    return listening;
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("id: ")).map(line -> line.substring(4)).distinct().toList();
  }

  /** The lines up to the event with this id. */
  private static List<String> upTo(List<String> lines, String id) {
    return lines.subList(0, lines.indexOf("id: " + id) + 2);
  }

  private static List<String> finalRows(List<String> lines) {
    return lines.stream().filter(line -> line.startsWith("data: {\"aggregation\":\"") && !line.contains("\"status\":\"open\"")).map(line -> line.substring(6)).toList();
  }

  private Map<String, String> owners(String page) throws Exception {
    Map<String, String> owners = new TreeMap<>();
    for (JsonNode instance : status(page).path("instances")) {
      if (!instance.path("tasks").path("merge").isEmpty()) {
        owners.put(instance.path("instance").asText(), instance.path("tasks").path("merge").toString());
      }
    }
    return owners;
  }

  private JsonNode status(String page) throws Exception {
    return json(page + "api/v1/status");
  }

  private JsonNode json(String url) throws Exception {
    return JSON.readTree(get(url, "application/json").body());
  }

  private String problem(String page, String path) throws Exception {
    HttpResponse<String> response = get(page + path, "*/*");
    assertThat(response.headers().firstValue("content-type")).contains("application/problem+json");
    return response.statusCode() + " " + JSON.readTree(response.body()).path("detail").asText();
  }

  private HttpResponse<String> get(String url, String accept) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).header("accept", accept).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static String windows(String parameters) {
    return "api/v1/aggregations/by-event-type/windows?" + parameters;
  }

  private static String address(String page) {
    return URI.create(page).getAuthority();
  }

  /** Where an instance says that it listens, once it is ready. */
  private String page(Jvm instance) throws Exception {
    scenario.until("it listens", () -> Stream.of(instance.err()).anyMatch(text -> PAGE.matcher(text).find()));
    Matcher found = PAGE.matcher(instance.err());
    assertThat(found.find()).isTrue();
    String page = found.group(1);
    scenario.until("it is ready", () -> get(page + "health/ready", "*/*").statusCode() == 200 && get(page + "api/v1/aggregations", "*/*").statusCode() == 200);
    return page;
  }
}
