package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.config.Config;
import dev.windrow.ops.Level;
import dev.windrow.query.PeerAccess;
import dev.windrow.query.Queries;
import dev.windrow.sink.DeadLetterTail;
import dev.windrow.sink.ResultFeed;
import dev.windrow.sink.postgresql.History;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenApiTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void everyRouteIsDescribedAndNothingElse() throws IOException {
    assertThat(described()).containsExactlyInAnyOrderElementsOf(mounted());
  }

  @Test
  void everyReferenceLeadsSomewhere() throws IOException {
    JsonNode document = document();
    List<String> references = document.findValuesAsText("$ref");

    assertThat(references).isNotEmpty().allSatisfy(reference ->
        assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
  }

  @Test
  void everyOperationHasANameOfItsOwnAndSaysWhatItIsFor() throws IOException {
    List<String> names = document().path("paths").findValuesAsText("operationId");

    assertThat(names).doesNotHaveDuplicates().hasSize(described().size());
    document().path("paths").forEach(path -> path.forEach(operation -> assertThat(operation.path("summary").asText()).isNotBlank()));
  }

  private static Set<String> described() throws IOException {
    Set<String> described = new TreeSet<>();
    document().path("paths").fieldNames().forEachRemaining(described::add);
    return described;
  }

  private static JsonNode document() throws IOException {
    return JSON.readTree(OpenApi.document().getBytes());
  }

  /** All but the files of the page. */
  private Set<String> mounted() {
    Router router = Router.router(vertx);
    Config config = Config.defaults();
    try (KafkaStreams streams = neverStarted();
        Queries queries = new Queries(config, streams, 4, new HostInfo("127.0.0.1", 1), List::of, vertx, new PeerAccess(Optional::empty, Optional::empty), Clock.systemUTC());
        ResultFeed results = new ResultFeed(config);
        DeadLetterTail deadLetters = new DeadLetterTail(config, 1, Clock.systemUTC());
        History history = new History(config);
        HistoryRoutes histories = new HistoryRoutes(config, history, vertx)) {
      Routes events = new EventsRoute(config.input().topics(), posting -> Optional.empty(), new Level(), vertx, System::nanoTime);
      for (Routes routes : List.of(new Api(config, queries, results, deadLetters, vertx, "127.0.0.1:1"), events, histories, new OpenApi())) {
        routes.mount(router);
      }
    }
    Set<String> mounted = router.getRoutes().stream().map(Route::getPath).map(OpenApiTest::asDescribed).collect(Collectors.toCollection(TreeSet::new));
    mounted.addAll(Set.of("/health/live", "/health/ready", "/metrics"));
    return mounted;
  }

  private static String asDescribed(String path) {
    return path.replaceAll(":([a-z]+)", "{$1}");
  }

  private static KafkaStreams neverStarted() {
    Properties settings = new Properties();
    settings.put("application.id", "never-started");
    settings.put("bootstrap.servers", "127.0.0.1:1");
    return new KafkaStreams(new Topology().addSource("source", "topic"), settings);
  }
}
