package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.config.Config;
import dev.windrow.config.ConfigLoader;
import dev.windrow.ingest.web.FakeSite;
import dev.windrow.it.Shop.Fate;
import dev.windrow.it.Shop.Row;
import dev.windrow.kafka.SideHeaders;
import dev.windrow.kafka.TopicReader;
import dev.windrow.topology.Counts;
import dev.windrow.topology.Ledger;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * From an API through steps and lookups into Kafka, counted by what was looked up, into a table and out of it again: one process and one file, which is the recipe
 * "The whole ETL" of docs/pipelines.md. Every order is where an independent computation says.
 */
@Timeout(700)
@ExtendWith(SharedPostgres.class)
final class EtlIT {

  private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Duration LONG = Duration.ofSeconds(400);
  private static final Pattern PAGE = Pattern.compile("live page: (http://\\S+)");
  private static final String HISTORY = "api/v1/history/revenue-by-country?limit=250";

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private final Shop shop = new Shop(Instant.now().truncatedTo(ChronoUnit.MINUTES).minus(Duration.ofHours(3)));
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @Test
  void ordersOfAnApiAreInTheTableByTheCountriesOfTheirCustomersToTheLastDigit(Postgres postgres) throws Exception {
    FakeSite orders = scenario.closeLater(FakeSite.that(shop::page));
    FakeSite customers = scenario.closeLater(FakeSite.that(shop::customer));
    String database = database(postgres);
    Settings own = own();
    Path recipe = recipe(orders, customers, database);

    Jvm service = scenario.command("run", own, "--config", recipe.toString());
    scenario.until("all orders are in the table", LONG, () -> isAlive(service) && orders(database) == shop.count(Fate.COUNTED));

    List<Row> table = table(database);
    assertThat(table).isEqualTo(shop.rows()).isNotEqualTo(shop.rowsIfOneWereDearer());
    assertThat(history(service)).isEqualTo(shop.rows());
    assertThatNothingIsLostOnTheWay(ConfigLoader.load(Optional.of(recipe), Map.of(), own.sets()));
    assertThatTheApisWereAskedForWhatIsMissingOnly(orders, customers);
    JsonNode pipelines = JSON.readTree(get(service, "api/v1/status")).at("/instances/0/pipelines");
    assertThat(pipelines).extracting(pipeline -> pipeline.path("kind").asText() + " " + pipeline.path("name").asText() + " " + pipeline.path("rejected").asInt())
        .containsExactlyInAnyOrder("source orders " + shop.count(Fate.NO_OBJECT, Fate.NO_CUSTOMER, Fate.NO_NUMBER), "sink warehouse 0");
    scenario.say("%,d rows from %,d orders, history in pages of 250: the same", table.size(), Shop.ORDERS);
  }

  /** Every order is counted, late, or a dead letter with its reason; none is so twice. */
  private void assertThatNothingIsLostOnTheWay(Config config) throws IOException {
    assertThat(headers(config.input().topics().get(0), SideHeaders.ID)).containsExactlyInAnyOrderElementsOf(shop.ids());
    Map<String, Long> letters = new TreeMap<>();
    headers(config.input().deadLetters(), SideHeaders.REASON).forEach(reason -> letters.merge(reason, 1L, Long::sum));
    assertThat(letters).containsExactlyInAnyOrderEntriesOf(Map.of(
        "not_an_object", shop.count(Fate.NO_OBJECT), "missing_field", shop.count(Fate.NO_CUSTOMER), "bad_value", shop.count(Fate.NO_NUMBER),
        "bad-timestamp", shop.count(Fate.NO_TIME)));
    assertThat(scenario.records(scenario.settings(), config.input().late())).hasSize((int) shop.count(Fate.LATE));
    Counts counts = counts(config);
    assertThat(counts).isEqualTo(new Counts(shop.ids().size(), shop.count(Fate.COUNTED), 0, 0, shop.count(Fate.LATE), 0, shop.count(Fate.NO_TIME)));
    scenario.say("dead letters by reason: %s; of what came into Kafka: %s", letters, counts);
  }

  private void assertThatTheApisWereAskedForWhatIsMissingOnly(FakeSite orders, FakeSite customers) {
    Map<Integer, Integer> refusals = shop.refusals();
    assertThat(refusals).containsOnlyKeys(429, 500, 503);
    assertThat(orders.asked().stream().map(asked -> asked.number("page", 0)).distinct().filter(page -> page <= Shop.PAGES)).hasSize(Shop.PAGES);
    assertThat(orders.mostInFlight()).isLessThanOrEqualTo(5);
    assertThat(customers.asked().stream().map(FakeSite.Asked::path).distinct()).hasSize(Shop.CUSTOMERS);
    assertThat(customers.asked()).hasSizeLessThan(2 * Shop.CUSTOMERS);
    scenario.say("%d requests for %d pages, %d for %d customers; refused, by status: %s", orders.asked().size(), Shop.PAGES, customers.asked().size(),
        Shop.CUSTOMERS, refusals);
  }

  /** What belongs to this machine, and that its own servers may be asked. */
  private Settings own() {
    return new Settings(List.of("state.dir=" + scenario.dir().resolve("state"), "http.port=0",
        "sources[0].http.allow-private=true", "sources[0].enrich.allow-private=true"));
  }

  /** The recipe with other addresses and names in it. */
  private Path recipe(FakeSite orders, FakeSite customers, String database) throws IOException {
    Settings names = scenario.settings();
    Path password = Files.writeString(scenario.dir().resolve("password"), "postgres\n");
    Map<String, String> replacements = new LinkedHashMap<>();
    replacements.put("application-id: shop\n", "application-id: " + names.config().applicationId() + "\n");
    replacements.put("localhost:9092", scenario.kafka().bootstrapServers());
    replacements.put("topics: [orders]", "topics: [" + names.topic() + "]");
    replacements.put("output: revenue\n", "output: " + names.output() + "\n");
    replacements.put("https://shop.example.com", orders.url("").toString());
    replacements.put("https://customers.example.com", customers.url("").toString());
    replacements.put("jdbc:postgresql://localhost:5432/shop", database);
    replacements.put("user: windrow\n", "user: postgres\n");
    replacements.put("/run/secrets/windrow-db-password", password.toString());
    String recipe = Files.readString(Path.of("..", "docs", "pipelines.md")).replaceAll("(?s).*\n## The whole ETL\n.*?```yaml\n(.*?)```.*", "$1");
    assertThat(recipe).startsWith("application-id: shop\n").contains(replacements.keySet());
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      recipe = recipe.replace(replacement.getKey(), replacement.getValue());
    }
    return Files.writeString(scenario.dir().resolve("windrow.yaml"), recipe);
  }

  /** The address of a new one. */
  private String database(Postgres postgres) throws SQLException {
    String name = scenario.settings().config().applicationId();
    postgres.execute("CREATE DATABASE " + name);
    return postgres.url().replaceAll("/postgres$", "/" + name);
  }

  private static boolean isAlive(Jvm service) {
    assertThat(service.isAlive()).as(service.err()).isTrue();
    return true;
  }

  /** In the windows that are in the table; 0 while there is none. */
  private static long orders(String database) throws SQLException {
    try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
      ResultSet table = statement.executeQuery("SELECT to_regclass('revenue_by_country') IS NOT NULL");
      table.next();
      if (!table.getBoolean(1)) {
        return 0;
      }
      ResultSet sum = statement.executeQuery("SELECT sum(orders) FROM revenue_by_country");
      sum.next();
      return sum.getLong(1);
    }
  }

  private static List<Row> table(String database) throws SQLException, IOException {
    try (Connection connection = connect(database); Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery("SELECT * FROM revenue_by_country")) {
      List<Row> rows = new ArrayList<>();
      while (found.next()) {
        Row row = new Row(found.getObject("window_start", OffsetDateTime.class).toInstant(), found.getObject("window_end", OffsetDateTime.class).toInstant(),
            found.getString("country"), found.getString("channel"), found.getLong("orders"), found.getBigDecimal("revenue"), found.getBigDecimal("average"),
            found.getBigDecimal("smallest"), found.getBigDecimal("largest"));
        assertThat(JSON.readTree(found.getString("group_key"))).extracting(JsonNode::asText).containsExactly(row.country(), row.channel());
        rows.add(row);
      }
      return sorted(rows);
    }
  }

  /** All of it, page by page. */
  private List<Row> history(Jvm service) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode answer = JSON.readTree(get(service, HISTORY + cursor));
      for (JsonNode window : answer.path("windows")) {
        rows.add(new Row(Instant.parse(window.path("window_start").asText()), Instant.parse(window.path("window_end").asText()), window.path("country").asText(),
            window.path("channel").asText(), window.path("orders").asLong(), window.path("revenue").decimalValue(), window.path("average").decimalValue(),
            window.path("smallest").decimalValue(), window.path("largest").decimalValue()));
      }
      cursor = answer.has("next") ? "&cursor=" + answer.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return sorted(rows);
  }

  private static List<Row> sorted(List<Row> rows) {
    return rows.stream().sorted(Comparator.comparing(Row::key)).toList();
  }

  private static Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(database, "postgres", "postgres");
  }

  private String get(Jvm service, String path) throws IOException, InterruptedException {
    Matcher page = PAGE.matcher(service.err());
    assertThat(page.find()).as(service.err()).isTrue();
    URI url = URI.create(page.group(1)).resolve("/" + path);
    HttpResponse<String> answer = client.send(HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(60)).build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private List<String> headers(String topic, String name) {
    return scenario.records(scenario.settings(), topic).stream().map(record -> header(record, name)).toList();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  private static Counts counts(Config config) {
    try (TopicReader reader = new TopicReader(config)) {
      return Ledger.read(config, reader).total(config.aggregations().get(0).id());
    }
  }
}
