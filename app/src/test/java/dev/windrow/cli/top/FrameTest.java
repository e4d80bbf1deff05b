package dev.windrow.cli.top;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people see is in golden files. After a change: {@code -Dgolden.update=true}, and look at the difference. */
final class FrameTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");
  private static final Instant NOW = Answers.NOW;

  static Stream<Arguments> frames() {
    return Stream.of(
        Arguments.of("screen-100x40", Frame.screen(Answers.view(Answers.status()), new Size(100, 40), NOW)),
        Arguments.of("screen-80x24", Frame.screen(Answers.view(Answers.withPartitions(40)), new Size(80, 24), NOW)),
        Arguments.of("screen-40x12", Frame.screen(Answers.view(Answers.withPartitions(40)), new Size(40, 12), NOW)),
        Arguments.of("screen-partial", Frame.screen(Answers.view(partial()), new Size(120, 40), NOW)),
        Arguments.of("screen-outage", Frame.screen(outage(), new Size(120, 40), NOW.plusSeconds(15))),
        Arguments.of("plain", Frame.plain(Answers.view(Answers.withPartitions(40)), NOW)));
  }

  @ParameterizedTest
  @MethodSource("frames")
  void theFrameIsAsInItsGoldenFile(String name, List<Line> frame) throws IOException {
    Path file = GOLDEN.resolve("top-" + name + ".txt");
    String text = text(frame);
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, text);
    }

    assertThat(text).isEqualTo(Files.exists(file) ? Files.readString(file) : "(no " + file + "; -Dgolden.update=true writes it)");
  }

  @Test
  void noFrameIsWiderOrHigherThanItsTerminal() {
    View view = Answers.view(Answers.withPartitions(40));
    for (int columns = 1; columns <= 130; columns += 3) {
      for (int rows = 1; rows <= 60; rows++) {
        List<Line> frame = Frame.screen(view, new Size(columns, rows), NOW);

        assertThat(frame.size()).as("rows of %d x %d", columns, rows).isBetween(1, rows);
        assertThat(frame.stream().mapToInt(Line::width).max().orElseThrow()).as("columns of %d x %d", columns, rows).isLessThanOrEqualTo(columns);
      }
    }
  }

  @Test
  void aTerminalThatHasThePlaceShowsAllOfIt() {
    List<Line> frame = Frame.screen(Answers.view(Answers.withPartitions(40)), new Size(200, 80), NOW);

    assertThat(text(frame)).contains("orders-39").doesNotContain("…");
  }

  @Test
  void nothingFromOutsideReachesTheTerminalUnescaped() {
    String evil = "\u001b]0;owned\u0007\u001b[2J\r\nlogin\u202e";
    ObjectNode open = Answers.json(Answers.OPEN);
    ((ObjectNode) open.path("windows").get(0)).put("customer.country", evil);
    StatusReport status = Answers.status(node -> {
      node.put("application_id", evil).put("state", evil).put("guarantee", evil);
      ((ObjectNode) node.path("sources").get(0)).put("source", evil);
      ((ObjectNode) node.path("held_back_by").get(0)).put("source", evil).put("heard", false);
      ((ObjectNode) node.path("aggregations").get(0)).put("name", evil);
      ((ObjectNode) node.path("instances").get(0)).put("instance", evil).put("state", evil);
      node.withArray("instances").addObject().put("instance", evil).put("reason", evil);
      node.withArray("missing").addObject().put("instance", evil).put("reason", evil);
      ObjectNode letters = (ObjectNode) node.path("dead_letters");
      letters.put("topic", evil);
      ((ObjectNode) letters.path("latest").get(0)).put("source", evil).put("reason", evil).put("detail", evil);
    });
    View view = Answers.view(new Snapshot(Answers.ADDRESS, status, List.of(Answers.windows(open.toString(), Answers.CLOSED).with(evil))));
    View gone = view.without(evil, NOW);

    for (List<Line> frame : List.of(Frame.screen(view, new Size(500, 60), NOW), Frame.screen(gone, new Size(500, 60), NOW), Frame.plain(view, NOW),
        Frame.plain(gone, NOW))) {
      String text = frame.stream().flatMap(line -> line.spans().stream()).map(Span::text).collect(Collectors.joining());
      assertThat(text).contains("\\u001b").matches("[^\\p{Cntrl}\u202e\u0080-\u009f]*");
    }
  }

  @Test
  void manyAggregationsAreCountedAndEachHasItsShare() {
    List<WindowReport> many = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      many.add(Answers.windows());
    }
    View view = Answers.view(new Snapshot(Answers.ADDRESS, Answers.status(), many));

    List<Line> frame = Frame.screen(view, new Size(120, 40), NOW);

    assertThat(text(frame)).contains("more aggregations; --aggregation NAME picks one").contains("LEDGER").contains("INSTANCE");
    assertThat(frame.stream().filter(line -> line.text().startsWith("WINDOWS of")).count()).isBetween(3L, 6L);
  }

  @Test
  void windowsThatHaveMoreRowsThanWereAskedForSaySo() {
    WindowReport cut = new WindowReport(Answers.windows().definition(), Answers.windows().rows(), true, "");

    assertThat(text(Frame.plain(Answers.view(new Snapshot(Answers.ADDRESS, Answers.status(), List.of(cut))), NOW)))
        .contains("… and more rows of these windows");
  }

  @Test
  void anAggregationWithoutWindowsSaysSo() {
    View view = Answers.view(new Snapshot(Answers.ADDRESS, Answers.status(), List.of(Answers.windows(new String[0]))));

    assertThat(text(Frame.plain(view, NOW))).contains("no event is in any window yet");
  }

  @Test
  void beforeTheFirstAnswerThereIsOnlyTheReason() {
    View starting = View.NOTHING.without("http://127.0.0.1:8080: does not answer now: the service is starting", NOW);

    assertThat(Frame.screen(starting, new Size(120, 24), NOW.plusSeconds(12)).stream().map(Line::text)).containsExactly(
        "windrow top" + " ".repeat(120 - "windrow top".length() - "q ends".length()) + "q ends",
        "No answer since 10:15:42 (12 s) from http://127.0.0.1:8080: does not answer now: the service is starting. Trying again.");
  }

  private static StatusReport partial() {
    return Answers.status(node -> {
      node.withArray("instances").addObject().put("instance", "127.0.0.1:8081").put("self", false).put("reachable", false).put("reason", "could not be reached");
      node.withArray("missing").addObject().put("instance", "127.0.0.1:8081").put("reason", "could not be reached").putArray("merge_partitions").add(1);
      node.putNull("watermark");
      ((ObjectNode) node.path("dead_letters")).putArray("latest");
    });
  }

  private static View outage() {
    return Answers.view(Answers.status()).without("http://127.0.0.1:8080: nothing listens there", NOW.plusSeconds(3));
  }

  private static String text(List<Line> frame) {
    return frame.stream().map(line -> line.text() + "\n").collect(Collectors.joining());
  }
}
