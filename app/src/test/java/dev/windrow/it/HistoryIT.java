package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.simulator.Pace;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A service that loads what it aggregates, and finds it again. */
@Tag("beside-kafka")
@Timeout(240)
final class HistoryIT {

  private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private String page;

  @Test
  void whatTheServiceHasLoadedIsFoundAsTheTopicHasItAndNotWhileTheDatabaseIsAway() throws Exception {
    Postgres postgres = scenario.closeLater(Postgres.start());
    Settings settings = postgres.sink(scenario.settings(), "history").with("aggregations[1].name", "all").with("aggregations[1].group-by", "[]")
        .with("aggregations[1].output", scenario.settings().output());
    scenario.preload(scenario.events(settings, Pace.MAX, 2_000, 20_000));
    Instance instance = scenario.start(settings);
    page = instance.page();
    scenario.until("there are results", () -> scenario.results(settings).size() > 40 && rows(scenario.results(settings).values()).equals(found(100)));
    Set<String> results = rows(scenario.results(settings).values());

    assertThat(found(7)).isEqualTo(results);
    assertThat(answer("api/v1/history/by-event-type?limit=1000&group.event_type=login").path("windows"))
        .isNotEmpty().allMatch(window -> window.path("event_type").asText().equals("login"));
    assertThat(get("api/v1/history/by-event-type?limit=1000", "text/csv").body()).startsWith("aggregation,window_start,window_end,event_type,count");
    JsonNode both = answer("api/v1/history?name=all&name=by-event-type&limit=3").path("histories");
    assertThat(both).extracting(history -> history.path("aggregation").asText()).containsExactly("all", "by-event-type");
    assertThat(get("api/v1/history/unknown", "application/json").statusCode()).isEqualTo(404);
    assertThat(get("api/v1/history", "application/json").statusCode()).isEqualTo(400);
    assertThat(instance.metrics()).contains("windrow_sink_rows_total{outcome=\"written\",sink=\"warehouse\",table=\"by_event_type\"}").contains("windrow_sink_lag{");
    JsonNode sink = answer("api/v1/status").at("/instances/0/pipelines/0");
    assertThat(sink.path("kind").asText() + " " + sink.path("name").asText()).isEqualTo("sink warehouse");
    assertThat(sink.path("records").asLong()).isPositive();

    postgres.kill();
    HttpResponse<String> away = get("api/v1/history/all", "application/json");
    assertThat(away.statusCode()).as(away.body()).isEqualTo(503);
    assertThat(away.headers().firstValue("retry-after")).isPresent();
    assertThat(away.body()).contains("the database with the results does not answer now");
    assertThat(instance.hasFailed()).isFalse();
  }

  /** All of both aggregations, page by page. */
  private Set<String> found(int limit) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>();
    for (String name : List.of("by-event-type", "all")) {
      String cursor = "";
      do {
        JsonNode answer = answer("api/v1/history/" + name + "?limit=" + limit + cursor);
        answer.path("windows").forEach(window -> all.add(window.toString()));
        cursor = answer.has("next") ? "&cursor=" + answer.path("next").asText() : "";
      } while (!cursor.isEmpty());
    }
    assertThat(all).doesNotHaveDuplicates();
    return new TreeSet<>(all);
  }

  private static Set<String> rows(Iterable<String> results) throws IOException {
    Set<String> rows = new TreeSet<>();
    for (String result : results) {
      rows.add(JSON.readTree(result).toString());
    }
    return rows;
  }

  private JsonNode answer(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = get(path, "application/json");
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }

  private HttpResponse<String> get(String path, String type) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(page + path)).header("accept", type).timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
