package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.windrow.simulator.Pace;
import dev.windrow.topology.Counts;
import dev.windrow.topology.Ledger;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code windrow top} in a process of its own, in front of an instance with real events. */
@Tag("beside-kafka")
@Timeout(240)
final class TopIT {

  private static final Pattern WINDOW = Pattern.compile("(?m)^(?:\\S+ )?(\\d\\d:\\d\\d:\\S+?)–(?:\\d{4}-\\S+ )?(\\S+)  +(open|final|revised \\d+)  +(.*)$");
  private static final Pattern BLOCK = Pattern.compile("(?m)^(top[^ ]+) · running");
  private static final String FRAME = "\u001b[?2026h\u001b[H";
  private static final String ENTER = "\u001b[?1049h\u001b[?25l";
  private static final String LEAVE = "\u001b[?25h\u001b[?1049l";
  private static final JsonMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private final HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @Test
  void itsNumbersAreThoseOfTheTopicAndOfTheLedger() throws Exception {
    Settings settings = scenario.settings();
    scenario.preload(scenario.events(settings, Pace.MAX, 2_000, 20_000));
    String page = ready(scenario.start(settings));
    scenario.until("all is read and closed", () ->
        scenario.ledger(settings).heldBackBy().isEmpty() && scenario.ledger(settings).watermark() > 0 && scenario.group(settings).lag(settings.topic()) == 0);

    Jvm top = scenario.command(List.of("top", "--once", "--url", page));
    assertThat(top.exitCode(Duration.ofSeconds(60))).as(top.err()).isZero();

    String shown = top.out();
    scenario.say("shown:%n%s", shown);
    Set<String> results = new TreeSet<>();
    for (String result : scenario.results(settings).values()) {
      results.add(row(JSON.readTree(result)));
    }
    List<String> rows = rows(shown);
    assertThat(rows).hasSizeGreaterThanOrEqualTo(8);
    assertThat(results).containsAll(rows);
    Ledger ledger = scenario.ledger(settings);
    Counts counts = ledger.total(settings.config().aggregations().get(0).id());
    assertThat(counts.deadLetters()).as("something of everything").isPositive();
    assertThat(words(shown, "by-event-type")).containsExactly("by-event-type", text(counts.read()), text(counts.aggregated()), text(counts.filtered()),
        text(counts.skipped()), text(counts.late()), text(counts.expired()), text(counts.deadLetters()), "balances");
    ledger.next().forEach((source, next) -> assertThat(words(shown, source.toString())).contains(text(next)));
    assertThat(shown).contains(settings.config().input().deadLetters(), "in 4 partitions", "127.0.0.1:" + URI.create(page).getPort() + "  running");
  }

  @Test
  void aServiceThatIsGoneIsSaidAndFoundAgain() throws Exception {
    Settings settings = scenario.settings().with("http.port", freePort());
    Instance instance = scenario.start(settings);
    ready(instance);
    Jvm top = scenario.command("top", settings, "--every", "1s", "--plain");
    scenario.until("two blocks", () -> blocks(top) >= 2);

    instance.close();
    scenario.until("it says that nobody is there", () -> top.out().contains("No answer since "));
    scenario.until("it says for how long", () -> top.out().lines().filter(line -> line.contains("No answer since ")).distinct().count() >= 2);
    long before = blocks(top);
    assertThat(top.out().lines().filter(line -> line.contains("No answer since ")).map(line -> line.replaceAll(".*since (\\S+).*", "$1")).distinct())
        .as("since when").hasSize(1);

    ready(scenario.start(settings));
    scenario.until("blocks again", () -> blocks(top) >= before + 2);
    top.signal("TERM");
    assertThat(top.exitCode(Duration.ofSeconds(30))).as(top.err()).isZero();
    assertThat(top.err()).isEmpty();
  }

  @Test
  void onATerminalItRedrawsInPlaceAndEndsWithQ() throws Exception {
    PseudoTerminal terminal = begin(90, 30);
    scenario.until("three frames", () -> frames(terminal).size() >= 3);
    assertThat(terminal.out()).startsWith(ENTER);
    List<String> frame = visible(frames(terminal).get(1));
    assertThat(String.join("\n", frame)).contains("running", "LEDGER", "q ends");
    assertThat(frame).hasSizeLessThanOrEqualTo(30).allMatch(line -> line.length() < 90);

    terminal.resize(40, 12);
    scenario.until("a frame for the smaller terminal", () ->
        visible(last(terminal)).size() > 1 && visible(last(terminal)).stream().allMatch(line -> line.length() < 40));
    assertThat(visible(last(terminal))).hasSizeLessThanOrEqualTo(12).anyMatch(line -> line.endsWith("…"));

    terminal.type("q");
    assertThat(terminal.exitCode()).isZero();
    assertRestored(terminal);
  }

  @Test
  void ctrlCEndsItWith130AndTheTerminalIsAsItWas() throws Exception {
    assumeThat(ignoresInterrupts()).as("a build in the background ignores SIGINT").isFalse();
    PseudoTerminal terminal = begin(90, 30);
    scenario.until("a frame", () -> !frames(terminal).isEmpty());

    terminal.type("\u0003");

    assertThat(terminal.exitCode()).isEqualTo(130);
    assertRestored(terminal);
  }

  @Test
  void sigtermEndsItWithZeroAndTheTerminalIsAsItWas() throws Exception {
    PseudoTerminal terminal = begin(90, 30);
    scenario.until("a frame", () -> !frames(terminal).isEmpty());

    terminal.signal("TERM");

    assertThat(terminal.exitCode()).isZero();
    assertRestored(terminal);
  }

  /** At a terminal, in front of an instance. */
  private PseudoTerminal begin(int columns, int rows) throws Exception {
    if (!PseudoTerminal.missing().isEmpty()) {
      scenario.say("SKIPPED, nothing is known of top on a terminal: %s", PseudoTerminal.missing());
    }
    assumeThat(PseudoTerminal.missing()).isEmpty();
    String page = ready(scenario.start(scenario.settings()));
    return scenario.closeLater(PseudoTerminal.start(scenario.dir().resolve("terminal"), columns, rows, List.of("top", "--url", page)));
  }

  private static void assertRestored(PseudoTerminal terminal) {
    assertThat(terminal.before()).isNotBlank();
    assertThat(terminal.after()).isEqualTo(terminal.before());
    assertThat(terminal.out()).endsWith(LEAVE);
  }

  private static List<String> frames(PseudoTerminal terminal) {
    List<String> parts = List.of(terminal.out().split(Pattern.quote(FRAME), -1));
    return parts.subList(1, parts.size());
  }

  private static String last(PseudoTerminal terminal) {
    List<String> frames = frames(terminal);
    return frames.get(frames.size() - 1);
  }

  private static List<String> visible(String frame) {
    return List.of(frame.replaceAll("\u001b\\[[?0-9;]*[A-Za-z]", "").split("\r+\n"));
  }

  private static long blocks(Jvm top) {
    return BLOCK.matcher(top.out()).results().count();
  }

  /** Rows of windows as one text each, with single blanks. */
  private static List<String> rows(String shown) {
    List<String> rows = new ArrayList<>();
    Matcher row = WINDOW.matcher(shown);
    while (row.find()) {
      rows.add(String.join(" ", row.group(1), row.group(2), row.group(3), row.group(4).strip().replaceAll(" +", " ")));
    }
    return rows;
  }

  /** A result of the topic as {@link #rows} has it; rounded by other code than that of the command. */
  private static String row(JsonNode result) {
    String status = result.path("status").asText().equals("revised") ? "revised " + result.path("revision") : result.path("status").asText();
    StringBuilder row = new StringBuilder(String.join(" ", time(result.path("window_start")), time(result.path("window_end")), status,
        result.path("event_type").asText()));
    for (String measure : List.of("count", "sum_value", "avg_value", "min_value", "max_value")) {
      BigDecimal rounded = result.path(measure).decimalValue().setScale(3, RoundingMode.HALF_EVEN);
      row.append(' ').append(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString().replaceAll("\\B(?<!\\.\\d{0,3})(?=(\\d{3})+(?!\\d))", ","));
    }
    return row.toString();
  }

  private static String time(JsonNode time) {
    Instant instant = Instant.parse(time.asText());
    return DateTimeFormatter.ofPattern(instant.toEpochMilli() % 1000 == 0 ? "HH:mm:ss" : "HH:mm:ss.SSS").withZone(ZoneOffset.UTC).format(instant);
  }

  private static String text(long number) {
    return Long.toString(number).replaceAll("\\B(?=(\\d{3})+$)", ",");
  }

  private static List<String> words(String shown, String first) {
    return shown.lines().filter(line -> line.startsWith(first + " ")).findFirst().map(line -> List.of(line.trim().split(" {2,}"))).orElse(List.of());
  }

  private String ready(Instance instance) throws Exception {
    String page = instance.page();
    scenario.until("it answers", () -> status(page + "api/v1/status") == 200);
    return page;
  }

  private int status(String url) throws Exception {
    return client.send(HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean ignoresInterrupts() throws Exception {
    return Files.readAllLines(Path.of("/proc/self/status")).stream().filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16) & 2) != 0);
  }
}
