package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.ingest.web.FakeSite;
import dev.windrow.ingest.web.FakeSite.Asked;
import dev.windrow.ingest.web.FakeSite.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Records of servers that misbehave, of many at once and of a slow one, are there once each; servers see no more than they may, whatever happens. */
@Tag("beside-kafka")
@Timeout(300)
final class IngestHttpIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGES = 60;
  private static final int PER_PAGE = 10;
  private static final int RATE = 50;
  private static final int CONCURRENCY = 8;
  private static final Duration LONG = Duration.ofSeconds(120);

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void everyRecordOfAServerThatMisbehavesArrivesOnceAndDeadOnesAreNamed() throws Exception {
    FakeSite wild = site(IngestHttpIT::wild);
    FakeSite endless = site((request, time) -> Reply.json("[").endless());
    FakeSite astray = site((request, time) -> Reply.of(302, "").with("Location", "ftp://127.0.0.1/a"));
    Settings settings = paged(scenario.settings(), 0, "wild", wild.url("/events?api_key=s3cret").toString())
        .with("sources[0].http.rate", RATE + "/s").with("sources[0].http.concurrency", CONCURRENCY).with("sources[0].http.timeout", "20s");
    settings = paged(settings, 1, "dead", "http://127.0.0.1:" + freePort() + "/events");
    settings = paged(settings, 2, "endless", endless.url("/events").toString()).with("sources[2].http.response", "1MiB");
    settings = paged(settings, 3, "astray", astray.url("/events").toString());
    long began = System.nanoTime();

    Jvm ingest = scenario.command("ingest", settings, "--once");

    assertThat(ingest.exitCode(LONG)).as(ingest.err()).isEqualTo(1);
    assertThat(ids(settings)).containsExactlyInAnyOrderElementsOf(expected(PAGES));
    assertThat(ingest.out())
        .containsPattern("wild +600 .* done")
        .containsPattern("dead +0 .* failed").contains("after 5 attempts")
        .containsPattern("endless +0 .* failed").contains("larger than the 1048576 bytes of response")
        .containsPattern("astray +0 .* failed").contains("which is no plain address of http or https")
        .doesNotContain("s3cret");
    assertThat(wild.mostInFlight()).isLessThanOrEqualTo(CONCURRENCY);
    assertRate(wild, began, RATE);
    scenario.say("%d requests for %d pages, %d in flight at most", wild.asked().size(), PAGES, wild.mostInFlight());
  }

  @Test
  void aRunThatWasKilledGoesOnWhereItStopped() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    FakeSite site = site((request, time) -> {
      if (request.number("page", 0) == 31 && held.getCount() > 0) {
        held.await();
      }
      return Reply.json(items(request.number("page", 0), PAGES));
    });
    Settings settings = paged(scenario.settings(), 0, "site", site.url("/events").toString()).with("sources[0].http.timeout", "1m");

    try (Jvm killed = scenario.command("ingest", settings, "--once")) {
      scenario.until("thirty pages are there", () -> ids(settings).size() == 30 * PER_PAGE);
      killed.kill();
    }
    int before = site.asked().size();
    held.countDown();
    Jvm second = scenario.command("ingest", settings, "--once");

    assertThat(second.exitCode(LONG)).as(second.err()).isZero();
    assertThat(ids(settings)).containsExactlyInAnyOrderElementsOf(expected(PAGES));
    List<Asked> again = site.asked().subList(before, site.asked().size());
    assertThat(again).allMatch(request -> request.number("page", 0) > 30);
    scenario.say("%d requests before the kill, %d after it", before, again.size());
  }

  @Test
  void anInterruptDeliversWhatHasArrivedAndShowsIt() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    FakeSite site = site((request, time) -> {
      if (request.number("page", 0) > 4) {
        never.await();
      }
      return Reply.json(items(request.number("page", 0), PAGES));
    });
    Settings settings = paged(scenario.settings(), 0, "site", site.url("/events").toString()).with("sources[0].http.timeout", "1h");
    Jvm ingest = scenario.command("ingest", settings);
    scenario.until("four pages are there and it waits for the next five", () -> ids(settings).size() == 4 * PER_PAGE && site.inFlight() == 5);

    ingest.signal("INT");

    assertThat(ingest.exitCode(Duration.ofSeconds(30))).isEqualTo(130);
    assertThat(ingest.out()).containsPattern("site +40 .* stopped");
    assertThat(ids(settings)).containsExactlyInAnyOrderElementsOf(expected(4));
    never.countDown();
  }

  /** The best that is possible is pages / in flight x delay. Said, not asserted: machines differ. */
  @Test
  void manyPagesAreInFlightAlsoBesideADeadSource() throws Exception {
    int pages = 200;
    int inFlight = 20;
    long delayMs = 50;
    int runs = 8;
    FakeSite site = site((request, time) -> Reply.json(items(request.number("page", 0), pages)).after(delayMs));
    Settings alone = paged(scenario.settings(), 0, "site", site.url("/events").toString())
        .with("sources[0].http.concurrency", inFlight).with("sources[0].http.pages.most", pages).with("sources[0].every", "100ms");
    // Under another name, so that it does not go on in the middle of the last run, and all runs have all pages.
    Settings both = paged(alone.with("sources[0].name", "again"), 1, "dead", "http://127.0.0.1:" + freePort() + "/events").with("sources[1].every", "100ms");

    for (Settings settings : List.of(alone, both)) {
      int before = site.asked().size();
      Jvm ingest = scenario.command("ingest", settings);
      scenario.until("it has run often enough", LONG, () -> site.asked().size() >= before + runs * pages);
      ingest.signal("INT");
      assertThat(ingest.exitCode(Duration.ofSeconds(30))).isEqualTo(130);
      List<Double> ratios = IntStream.range(0, runs)
          .mapToObj(run -> ratio(site.asked().subList(before + run * pages, before + (run + 1) * pages), delayMs, pages * delayMs / inFlight)).toList();
      scenario.say("%s: %d pages at %d ms, %d in flight, times the best that is possible: %s", settings == alone ? "alone" : "beside a dead source",
          pages, delayMs, inFlight, ratios.stream().map(ratio -> String.format("%.2f", ratio)).toList());
    }

    assertThat(site.mostInFlight()).isBetween(inFlight / 2 + 1, inFlight);
    assertThat(new TreeSet<>(ids(alone))).isEqualTo(new TreeSet<>(expected(pages)));
  }

  @Test
  void recipeSeveralApisAtOnce() throws Exception {
    FakeSite shop = site((request, time) -> {
      assertThat(request.header("authorization")).isEqualTo("Bearer t0ken");
      return Reply.json("{\"items\":" + items(request.number("page", 0), 3) + "}");
    });
    FakeSite sensors = site((request, time) -> Reply.of(200, "{\"id\":\"" + request.path() + "-1\"}\n{\"id\":\"" + request.path() + "-2\"}\n").with("Content-Type", "application/x-ndjson"));
    Settings settings = scenario.settings();
    Path file = recipe("Several APIs at once", Map.of("https://shop.example.com", shop.url("").toString(), "https://sensors.example.com", sensors.url("").toString(),
        "${SHOP_TOKEN}", "t0ken"));
    Settings open = settings.with("sources[0].http.allow-private", true).with("sources[1].http.allow-private", true);

    Jvm ingest = scenario.command("ingest", open, "--config", file.toString(), "--once");

    assertThat(ingest.exitCode(LONG)).as(ingest.err()).isZero();
    assertThat(ids(settings)).hasSize(3 * PER_PAGE + 4).contains("/north-1", "/north-2", "/south-1", "/south-2").containsAll(expected(3));
  }

  @Test
  void recipeAPaginatedApiUnderARateLimit() throws Exception {
    FakeSite site = site((request, time) -> request.number("page", 0) == 3 && time == 1
        ? Reply.of(429, "").with("Retry-After", "1") : Reply.json("{\"data\":" + items(request.number("page", 0), 20) + "}"));
    Settings settings = scenario.settings();
    Path file = recipe("A paginated API under a rate limit", Map.of("https://api.example.com", site.url("").toString()));
    Settings open = settings.with("sources[0].http.allow-private", true);
    long began = System.nanoTime();

    Jvm ingest = scenario.command("ingest", open, "--config", file.toString(), "--once");

    assertThat(ingest.exitCode(LONG)).as(ingest.err()).isZero();
    assertThat(ids(settings)).containsExactlyInAnyOrderElementsOf(expected(20));
    assertThat(site.asked()).allMatch(request -> request.text("per_page").equals("100"));
    assertRate(site, began, 20);
  }

  /** Each page is bad in its own way at the first time, and some at the second. */
  private static Reply wild(Asked request, int time) {
    int page = request.number("page", 0);
    Reply good = Reply.json(items(page, PAGES));
    if (request.path().equals("/moved")) {
      return good;
    }
    return switch (page % 8) {
      case 1 -> good.after(page % 5 * 20L);
      case 2 -> time == 1 ? Reply.of(500, "oops") : good;
      case 3 -> time <= 2 && page <= PAGES ? good.cutOff() : good;
      case 4 -> time == 1 ? Reply.json("[{\"id\":") : good;
      case 5 -> Reply.of(307, "").with("Location", "/moved?page=" + page);
      case 6 -> good.packed();
      case 7 -> time == 1 && page % 3 == 0 ? Reply.of(429, "").with("Retry-After", "1") : good;
      default -> time == 1 ? Reply.of(503, "") : good;
    };
  }

  /** Of each request it is known how early it can have been sent at most. */
  private static void assertRate(FakeSite site, long began, int perSecond) {
    long[] arrivals = site.asked().stream().mapToLong(Asked::nanos).sorted().toArray();
    for (int i = 0; i < arrivals.length; i++) {
      assertThat(arrivals[i] - began).as("request %d of %d/s, with a burst of one", i, perSecond).isGreaterThanOrEqualTo((i - 1) * 1_000_000_000L / perSecond);
    }
  }

  private static double ratio(List<Asked> run, long delayMs, long bestMs) {
    long first = run.stream().mapToLong(Asked::nanos).min().orElseThrow();
    long last = run.stream().mapToLong(Asked::nanos).max().orElseThrow();
    return ((last - first) / 1e6 + delayMs) / bestMs;
  }

  private static Settings paged(Settings settings, int index, String name, String url) {
    String source = "sources[" + index + "].";
    return settings.with(source + "name", name).with(source + "topic", settings.topic()).with(source + "http.url", url).with(source + "http.id", "id")
        .with(source + "http.pages.by", "page").with(source + "http.allow-private", true);
  }

  /** The recipe of docs/pipelines.md, with other words in it. */
  private Path recipe(String title, Map<String, String> replacements) throws IOException {
    String recipe = Files.readString(Path.of("..", "docs", "pipelines.md")).replaceAll("(?s).*\n## " + title + "\n.*?```yaml\n(.*?)```.*", "$1");
    assertThat(recipe).startsWith("sources:").contains(replacements.keySet());
    for (Map.Entry<String, String> replacement : replacements.entrySet()) {
      recipe = recipe.replace(replacement.getKey(), replacement.getValue());
    }
    return Files.writeString(scenario.dir().resolve("windrow.yaml"), recipe);
  }

  /** Of all records, each with the id that is in it. */
  private List<String> ids(Settings settings) throws IOException {
    List<String> ids = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : scenario.records(settings, settings.topic())) {
      String id = new String(record.headers().lastHeader("windrow-id").value(), StandardCharsets.UTF_8);
      assertThat(JSON.readTree(record.value()).get("id").asText()).isEqualTo(id);
      ids.add(id);
    }
    return ids;
  }

  private static List<String> expected(int pages) {
    return IntStream.range(0, pages * PER_PAGE).mapToObj(n -> "e-" + n).toList();
  }

  private static String items(int page, int pages) {
    int first = (page - 1) * PER_PAGE;
    return page < 1 || page > pages ? "[]"
        : IntStream.range(first, first + PER_PAGE).mapToObj(n -> "{\"id\":\"e-" + n + "\"}").collect(Collectors.joining(",", "[", "]"));
  }

  private FakeSite site(FakeSite.Behaviour behaviour) throws IOException {
    return scenario.closeLater(FakeSite.that(behaviour));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
