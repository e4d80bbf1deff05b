package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.simulator.Pace;
import dev.windrow.simulator.Simulation;
import dev.windrow.simulator.SimulatorOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The live page in a browser, beside a service that runs: what it shows is what happens. */
@Timeout(240)
final class PageIT {

  /** A row of an open window that counts more than when it was first seen; a row that is made anew is another one. */
  private static final String GROWN = """
      () => {
        window.first ??= new Map();
        for (const row of document.querySelectorAll('[data-open="true"] tr[data-group]')) {
          const count = Number(row.querySelector('[data-measure-name="count"]').dataset.value);
          window.first.has(row) || window.first.set(row, count);
          if (count > window.first.get(row)) {
            return [window.first.get(row), count];
          }
        }
        return null;
      }""";

  @Order(1)
  @RegisterExtension
  private static final Chromium BROWSER = new Chromium();

  @Order(2)
  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void openWindowsGrowInPlaceAndClosedOnesAreThoseOfTheTopicDigitByDigit() throws Exception {
    // Open for long enough to be sent several times, which is once a second.
    Settings settings = running(3).with("aggregations[0].window.tumbling", "4s");
    LivePage page = open(scenario.start(settings).page());
    SimulatorOptions options = scenario.events(settings, Pace.REAL, 300, 6_000);
    Simulation events = scenario.simulate(options);

    scenario.say("an open window grew in place, from and to: %s", page.awaitThat(GROWN).jsonValue());
    scenario.truth(options, events);
    page.until("all is read", () -> scenario.group(settings).lag(settings.topic()) == 0);
    page.until("the page shows nothing open", () -> page.at("[data-status='open']").count() == 0);

    page.untilAsserted(() -> assertThat(page.closedRows()).hasSizeGreaterThan(20)
        .containsExactlyElementsOf(LivePage.rows(scenario.results(settings).values())));
    scenario.say("%d rows of the page are those of the topic", page.closedRows().size());
  }

  @Test
  void deadLetterAppearsWithItsReason() throws Exception {
    Settings settings = running(1);
    LivePage page = open(scenario.start(settings).page());
    page.until("nothing is wrong yet", () -> page.text("[data-dead-empty]").startsWith("None"));

    send(settings, "{\"timestamp\":\"yesterday\",\"event_type\":\"login\",\"value\":1}");

    String letter = page.await("[data-reason='bad-timestamp']").innerText();
    scenario.say("the page: %s", letter.replaceAll("\\s+", " "));
    ConsumerRecord<byte[], byte[]> record = scenario.records(settings, settings.config().input().deadLetters()).get(0);
    assertThat(letter).contains("bad timestamp", header(record, "detail"), settings.topic() + "-0 @ 0", "\"timestamp\":\"yesterday\"")
        .contains(Instant.ofEpochMilli(record.timestamp()).toString().substring(11, 19));
    page.until("the ledger has it", () -> page.text("[data-outcome='dead_letters'] .num").equals("1"));
    assertThat(page.text("[data-balance]")).startsWith("balances");
  }

  @Test
  void partitionThatHoldsTheWatermarkBackIsNamed() throws Exception {
    Settings settings = running(2).with("input.idle-after", "1h");
    LivePage page = open(scenario.start(settings).page());
    Instant now = Instant.now();
    scenario.send(settings, 0, now, now.plusSeconds(20));
    scenario.send(settings, 1, now.plusSeconds(1));

    String held = page.await("[data-hold='warn']:has-text('holds the watermark back')").innerText();

    scenario.say("the page: %s", held);
    assertThat(held).startsWith(settings.topic() + "-1 holds the watermark back since ")
        .contains("its clock stands at " + now.plusSeconds(1).toString().substring(11, 19));
    page.until("its row says so", () -> page.text("[data-source='" + settings.topic() + "-1'] .state").equals("holds back"));
    page.until("the other moves", () -> page.text("[data-source='" + settings.topic() + "-0'] .state").equals("moving"));
    page.until("the first line says so", () -> page.text("[data-health-text]").equals(settings.topic() + "-1 holds the watermark back: windows wait for it."));
  }

  @Test
  void killedServerIsMissedAndWhenItIsBackThePageGoesOnByItself() throws Exception {
    int port = freePort();
    Settings settings = running(1).with("http.port", port);
    Jvm first = scenario.run(settings);
    scenario.until("it listens", () -> first.err().contains("live page: "));
    LivePage page = open("http://127.0.0.1:" + port + "/");
    page.tab().evaluate("() => { window.notReloaded = true; }");
    send(settings, event("before", Instant.now()));
    page.await("[data-group='[\"before\"]']");
    assertThat(BROWSER.takeComplaints()).allMatch(PageIT::isOfAServerThatIsNotReady);

    first.kill();
    page.await("[data-connection='lost']");
    assertThat(page.text("[data-connection-text]")).startsWith("no connection");
    assertThat(page.text("[data-health-text]")).startsWith("The server does not answer since ");
    assertThat(page.tab().title()).startsWith("no connection – ");
    assertThat(page.at("[data-group='[\"before\"]']").first().isVisible()).as("what was there is still shown").isTrue();

    scenario.run(settings);
    page.awaitLive();
    page.until("it says so", () -> page.text("[data-health-text]").startsWith("The server is back"));
    send(settings, event("after", Instant.now()));
    page.await("[data-window] [data-group='[\"after\"]']");
    page.await("[data-window] [data-group='[\"before\"]']");
    assertThat(page.tab().evaluate("() => window.notReloaded")).isEqualTo(true);
    assertThat(BROWSER.takeComplaints()).isNotEmpty().allMatch(text -> isOfAServerThatIsNotReady(text) || isOfALoss(text));
  }

  @Test
  void whatTheInputSaysIsShownAsTextAndNeverRuns() throws Exception {
    Settings settings = running(1);
    LivePage page = open(scenario.start(settings).page());
    Map<String, String> shown = Map.of(
        "<script>alert(1)</script>", "<script>alert(1)</script>",
        "<img src=x onerror=alert(2)>", "<img src=x onerror=alert(2)>",
        "two\\r\\nlines\\tand a tab", "two␍⏎lines⇥and a tab",
        "\\u202egnidrawkcab", "\\u202egnidrawkcab",
        "\\\"]'; alert(3); //", "\"]'; alert(3); //");

    for (String type : shown.keySet()) {
      send(settings, event(type, Instant.now()));
    }
    send(settings, "<script>alert(4)</script>\u202e\n<svg onload=alert(5)>");

    page.until("all are in the table", () -> page.at("[data-windows] .name").allTextContents().containsAll(shown.values()));
    page.until("all are beside the charts", () -> page.at("[data-legend] .name").allTextContents().containsAll(shown.values()));
    assertThat(page.await("[data-reason='not-json'] code").innerText()).isEqualTo("<script>alert(4)</script>\\u202e⏎<svg onload=alert(5)>");
    page.at("[data-choose-groups]").click();
    assertThat(page.at("[data-groups-list] .name").allTextContents()).containsAll(shown.values());
    assertThat(page.at("main script, main img, main svg[onload], dialog script, dialog img").count()).isZero();
    assertThat(page.at("[data-windows] .name").evaluateAll("names => new Set(names.map(name => name.getClientRects().length)).size"))
        .as("each name is on one line").isEqualTo(1);
  }

  private Settings running(int partitions) throws Exception {
    Settings settings = scenario.settings();
    scenario.createTopic(settings.topic(), partitions);
    return settings;
  }

  /** The page, when it is connected. */
  private static LivePage open(String address) {
    LivePage page = new LivePage(BROWSER.open(address, Look.LIGHT));
    page.awaitLive();
    return page;
  }

  private static String event(String type, Instant time) {
    return "{\"timestamp\":\"" + time + "\",\"event_type\":\"" + type + "\",\"value\":1}";
  }

  private void send(Settings settings, String value) throws Exception {
    try (var producer = new KafkaProducer<>(
        Map.<String, Object>of("bootstrap.servers", scenario.kafka().bootstrapServers()), new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>(settings.topic(), value)).get();
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader("windrow-" + name).value(), StandardCharsets.UTF_8);
  }

  /** It listens before Kafka has answered, and says 503. */
  private static boolean isOfAServerThatIsNotReady(String complaint) {
    return complaint.contains("the server responded with a status of 503");
  }

  private static boolean isOfALoss(String complaint) {
    return complaint.contains("/api/v1/") && complaint.contains("net::ERR_");
  }

  /** Below those that systems give to outgoing connections, so that none takes it while the server is gone. */
  private static int freePort() throws Exception {
    for (int port = 20_000; ; port++) {
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
        return socket.getLocalPort();
      } catch (java.net.BindException taken) {
        continue;
      }
    }
  }
}
