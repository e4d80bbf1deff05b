package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.cli.verify.Comparison;
import dev.windrow.simulator.Pace;
import dev.windrow.simulator.SimulatorOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Clients that stop reading their event stream while very many groups change: they cost little memory, lose no result, and keep nobody else waiting. */
@Tag("beside-kafka")
@Timeout(900)
final class SlowClientIT {

  private static final Duration PATIENCE = Duration.ofSeconds(300);
  private static final Pattern PAGE = Pattern.compile("live page: (http://[^ ]+/)");
  private static final String AGGREGATION = "by-event-type";
  private static final int GROUPS = 1_000;

  /** All the memory that it may take for objects and for buffers. */
  private static final int MEGABYTES = 192;
  private static final List<String> SMALL = List.of("-Xmx144m", "-XX:MaxDirectMemorySize=48m");

  /** As many as it takes for all that they have not read to be more than that. */
  private static final int CROWD = 30;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Heard quick = new Heard();
  private volatile long quickCharacters;

  @Test
  void whoStopsReadingLosesUpdatesOfOpenWindowsIsToldHowManyAndHasEveryResultOnceItReadsOn() throws Exception {
    Settings settings = scenario.settings();
    Jvm service = scenario.command(SMALL, run(settings));
    String page = page(service);
    listenQuickly(page);
    Begun reader = begun(page);

    Path truth = scenario.preload(manyGroups(settings, Pace.REAL, 3_000, 48_000));
    List<String> results = allResults(settings, truth);
    assertThat(metric(page, "windrow_http_stream_dropped_total")).isPositive();
    Heard slow = readOn(page, reader, results.size());

    assertThat(slow.names()).contains("dropped").doesNotContain("behind");
    assertThat(slow.results()).containsExactlyInAnyOrderElementsOf(results);
    assertThat(quick.results()).containsExactlyInAnyOrderElementsOf(results);
    assertThat(service.isAlive()).isTrue();
  }

  @Test
  void crowdThatStopsReadingTakesNoMoreThanItsShareOfMemoryIsToldThatItIsBehindAndGoesOnWhereItWas() throws Exception {
    Settings settings = scenario.settings();
    Jvm service = scenario.command(SMALL, run(settings));
    String page = page(service);
    listenQuickly(page);
    List<Begun> crowd = new ArrayList<>();
    for (int i = 0; i < CROWD; i++) {
      crowd.add(begun(page));
    }
    assertThat(metric(page, "windrow_http_streams")).isEqualTo(CROWD + 1);

    Path truth = scenario.preload(manyGroups(settings, Pace.MAX, 5_000, 225_000));
    List<String> results = allResults(settings, truth);
    scenario.say("heap %,.0f bytes after collection, process %,.0f bytes", metric(page, "jvm_gc_live_data_size_bytes"), metric(page, "process_resident_memory_bytes"));
    long unread = quickCharacters - readToTheEnd(crowd.get(0).reader());
    Heard slow = readOn(page, crowd.get(1), results.size());

    assertThat(unread * CROWD).as("what would have been kept for them").isGreaterThan((long) MEGABYTES << 20);
    assertThat(service.isAlive()).isTrue();
    assertThat(service.err()).doesNotContain("OutOfMemory");
    assertThat(slow.names()).contains("behind");
    assertThat(slow.results()).containsExactlyInAnyOrderElementsOf(results);
    assertThat(quick.results()).containsExactlyInAnyOrderElementsOf(results);
  }

  private static List<String> run(Settings settings) {
    List<String> arguments = new ArrayList<>(List.of("run"));
    arguments.addAll(settings.with("http.limits.idle", "1h").arguments());
    return arguments;
  }

  private SimulatorOptions manyGroups(Settings settings, Pace pace, long perSecond, long count) {
    return ManyTypes.of(GROUPS, scenario.events(settings, pace, perSecond, count));
  }

  private String page(Jvm service) {
    scenario.until("it runs", PATIENCE, () -> {
      Optional<String> page = PAGE.matcher(service.err()).results().findFirst().map(found -> found.group(1));
      return page.isPresent() && isReady(page.get());
    });
    return PAGE.matcher(service.err()).results().findFirst().orElseThrow().group(1);
  }

  private boolean isReady(String page) throws InterruptedException {
    try {
      return get(page + "health/ready").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A client that has read the first event and no more: that one says behind what to go on when nothing else has come through. */
  private record Begun(StreamReader reader, StreamEvent first) {}

  private Begun begun(String page) throws IOException {
    StreamReader reader = scenario.closeLater(StreamReader.open(page, AGGREGATION, ""));
    StreamEvent first = reader.next().orElseThrow();
    assertThat(first.name()).isEqualTo("metadata");
    assertThat(first.id()).isNotEmpty();
    return new Begun(reader, first);
  }

  /** A client that reads as fast as it can, and goes on behind the last event id when its stream ends, as browsers do. */
  private void listenQuickly(String page) {
    Thread thread = new Thread(() -> {
      try {
        while (true) {
          listen(page);
        }
      } catch (IOException gone) {
        return;
      }
    }, "quick-client");
    thread.setDaemon(true);
    thread.start();
    scenario.until("it listens", () -> quick.names().contains("metadata"));
  }

  private void listen(String page) throws IOException {
    long before = quickCharacters;
    try (StreamReader reader = StreamReader.open(page, AGGREGATION, quick.lastEventId())) {
      for (Optional<StreamEvent> event = reader.next(); event.isPresent(); event = reader.next()) {
        quick.hear(event.get());
        quickCharacters = before + reader.characters();
      }
    }
    quick.cutOff();
  }

  /** All that the topic has when every result is committed, which the quick client has by then. */
  private List<String> allResults(Settings settings, Path truth) throws Exception {
    Comparison comparison = scenario.compare(settings, truth, PATIENCE);
    assertThat(comparison.isRight()).as(comparison.toString()).isTrue();
    scenario.until("the quick client has every result", PATIENCE, () -> quick.count() == scenario.records(settings, settings.output()).size());
    List<String> results = scenario.records(settings, settings.output()).stream().map(record -> new String(record.value(), StandardCharsets.UTF_8)).toList();
    scenario.say("%,d results, %,d characters of events for who reads them", results.size(), quickCharacters);
    return results;
  }

  /** How much there was for it until the server has ended the stream. */
  private static long readToTheEnd(StreamReader reader) throws IOException {
    Optional<StreamEvent> event = reader.next();
    while (event.isPresent()) {
      event = reader.next();
    }
    return reader.characters();
  }

  /** Reads until it has so many results and then a sign that nothing more comes; where a stream ends it goes on behind the last event id. */
  private Heard readOn(String page, Begun begun, int results) throws IOException {
    Heard heard = new Heard();
    heard.hear(begun.first());
    StreamReader reader = begun.reader();
    while (true) {
      Optional<StreamEvent> event = reader.next();
      if (event.isEmpty()) {
        heard.cutOff();
        scenario.say("the stream has ended after %,d results and goes on behind %s", heard.count(), heard.lastEventId());
        reader = scenario.closeLater(StreamReader.open(page, AGGREGATION, heard.lastEventId()));
      } else if (event.get().equals(StreamEvent.HEARTBEAT) && heard.count() >= results) {
        scenario.say("slow: %,d results, events %s", heard.count(), heard.names());
        return heard;
      } else {
        heard.hear(event.get());
      }
    }
  }

  /** The sum over all tags. */
  private double metric(String page, String name) throws Exception {
    return get(page + "metrics").body().lines().filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
  }

  private HttpResponse<String> get(String address) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create(address)).timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
