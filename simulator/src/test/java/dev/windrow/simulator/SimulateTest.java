package dev.windrow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.simulator.SimulatorOptions.Run;
import dev.windrow.simulator.event.Disorder;
import dev.windrow.simulator.event.EventOptions;
import dev.windrow.simulator.event.Population;
import dev.windrow.simulator.event.Rate;
import dev.windrow.simulator.event.Schedule;
import dev.windrow.simulator.event.Shape;
import dev.windrow.simulator.event.TypeShare;
import dev.windrow.simulator.event.Values;
import dev.windrow.simulator.truth.TruthRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class SimulateTest {

  @TempDir
  private Path folder;

  private final StringWriter messages = new StringWriter();

  @Test
  void withoutOptionsItIsTenEventsASecondToTheLocalKafkaUntilStopped() {
    assertThat(options()).isEqualTo(SimulatorOptions.toKafka("localhost:9092"));
  }

  @Test
  void everyOptionIsUnderstood() throws IOException {
    Path clientSettings = Files.writeString(folder.resolve("client.properties"), "compression.type=lz4\nbootstrap.servers=file:1\n");

    SimulatorOptions options = options("--rate", "2.5", "--pace", "MAX", "--count", "100", "--duration", "20s", "--seed", "-9",
        "--start", "2026-11-20T10:15:30+01:00", "--users", "5", "--types", "a=1,view=8.5,c", "--skew", "1.1", "--value", "normal:50:10",
        "--out-of-order", "500ms", "--late", "1%", "--duplicate", "0.02", "--malformed", "0.1%", "--ahead", "3%", "--idle-partition", "2",
        "--shape", "burst", "--topic", "t", "--partitions", "3", "--bootstrap-servers", "b:2",
        "--command-config", clientSettings.toString(),
        "--output", "kafka", "--truth", "t.ndjson", "--truth-window", "1m30s", "--truth-grace", "1s", "--truth-max-ahead", "2h");

    assertThat(options.events()).isEqualTo(new EventOptions(-9,
        new Schedule(Instant.parse("2026-11-20T09:15:30Z"), new Rate(5, 2_000_000), Shape.BURST),
        new Population(5, 1.1,
            new Population.Independent(List.of(new TypeShare("a", 1), new TypeShare("view", 8.5), new TypeShare("c", 1))),
            Values.parse("normal:50:10")),
        new Disorder(Duration.ofMillis(500), 0.01, 0.03, 0.02, 0.001)));
    assertThat(options.run()).isEqualTo(new Run(Pace.MAX, 50));
    assertThat(options.target()).isEqualTo(new Target("t", 3, 2,
        new Target.Kafka(Map.of("bootstrap.servers", "b:2", "compression.type", "lz4"))));
    assertThat(options.truth()).contains(new SimulatorOptions.TruthOptions(Path.of("t.ndjson"),
        new TruthRules(Duration.ofSeconds(90), Duration.ofSeconds(1), Duration.ofHours(2))));
    assertThat(options("--sessions").events().population().behaviour()).isEqualTo(new Population.Sessions());
    assertThat(options("--output", "stdout").target().destination()).isEqualTo(new Target.StandardOutput());
    assertThat(options("--start", "1000").events().schedule().start()).isEqualTo(Instant.ofEpochSecond(1));
    assertThat(options("--start", "2026-11-20T10:15:30").events().schedule().start()).isEqualTo(Instant.parse("2026-11-20T10:15:30Z"));
    assertThat(options("--start", "2026-11-20T10:15").events().schedule().start()).isEqualTo(Instant.parse("2026-11-20T10:15:00Z"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --rate 0                           | expected events per second from 0.000001
      --rate -1                          | found -1
      --rate fast                        | found 'fast'
      --pace fast                        | expected real or max
      --pace max                         | needs a count, a duration or a start
      --count 0                          | at least 1 event
      --duration 10                      | expected a duration with its unit
      --duration 0s                      | at least 1 event
      --start yesterday                  | expected a time like
      --start 1969-12-31T23:59:59Z       | from 1970 to 9998
      --users 0                          | 1 to 10000000 users
      --skew -1                          | a skew from 0 to 10
      --skew NaN                         | a skew from 0 to 10
      --types a=1,a=2                    | found 'a' twice
      --types a=x                        | expected a weight, found 'x'
      --types a=0                        | a weight above 0 for at least one
      --types a=1,,b                     | event type of 1 to 1000 characters
      --value uniform:1                  | expected uniform:LOW:HIGH
      --value uniform:1:1                | low end to be below
      --value normal:0:-1                | a deviation of at least 0
      --value constant:1e10              | between -1000000000 and 1000000000
      --out-of-order 31d                 | out of order by 0 to 30 days
      --late 101%                        | a share from 0% to 100%
      --malformed -1%                    | a share from 0% to 100%
      --duplicate some                   | a share like 1% or 0.01
      --ahead 2                          | a share from 0% to 100%
      --idle-partition 4 --output stdout | an idle partition from 0 to 3
      --idle-partition 0 --partitions 1 --output stdout | at least 2 partitions
      --shape flat                       | expected steady or burst or sine
      --sessions --types a=1             | leave out --types
      --topic a/b                        | expected a topic name
      --topic ..                         | expected a topic name
      --partitions 0                     | at least 1 partition
      --command-config none.properties   | cannot read none.properties: no such file
      --truth-window 5us                 | a window in whole milliseconds
      --truth-grace 1.5ms                | a grace in whole milliseconds
      --frequency 10                     | Unknown option
      """)
  void aBadOptionIsAUsageErrorThatSaysWhatIsExpected(String arguments, String message) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(messages.toString()).contains(message).doesNotContain("Exception").hasLineCount(2);
  }

  @Test
  void helpHasExamplesAndEveryOption() {
    String help = new CommandLine(new Simulate()).getUsageMessage();

    assertThat(help).contains(
        "Examples:", "--rate", "--pace", "--count", "--duration", "--seed", "--start", "--users", "--types", "--skew",
        "--value",
        "--out-of-order", "--late", "--duplicate", "--malformed", "--ahead", "--idle-partition", "--shape", "--sessions", "--topic",
        "--partitions",
        "--bootstrap-servers", "--command-config", "--output", "--truth", "--truth-window", "--truth-grace", "--truth-max-ahead",
        "130 Ctrl-C");
    assertThat(help.chars()).as("plain ASCII, for terminals of any kind").allMatch(c -> c < 128);
  }

  @Test
  void worksAsASubcommandOfACommandWithInheritedOptions() {
    Path file = folder.resolve("events.ndjson");
    CommandLine main = new CommandLine(new Main()).addSubcommand("simulate", new Simulate()).setErr(new PrintWriter(messages, true));

    assertThat(main.execute("simulate", "--output", file.toString(), "--pace", "max", "--count", "3")).isZero();
    assertThat(file).content().hasLineCount(3);
  }

  @Test
  void theSameSeedAndStartGiveTheSameFileAtAnyPace() throws IOException {
    String[] common = {"--seed", "5", "--start", "2026-11-20T10:15:30Z", "--rate", "20000", "--count", "2000",
        "--late", "1%", "--malformed", "1%"};
    Path fast = folder.resolve("fast.ndjson");
    Path slow = folder.resolve("slow.ndjson.gz");

    assertThat(run(with(common, "--output", fast.toString(), "--pace", "max"))).isZero();
    assertThat(run(with(common, "--output", slow.toString(), "--pace", "real"))).isZero();

    try (InputStream unzipped = new GZIPInputStream(Files.newInputStream(slow))) {
      assertThat(unzipped.readAllBytes()).isEqualTo(Files.readAllBytes(fast));
    }
    assertThat(fast).content().hasLineCount(2000);
    assertThat(messages.toString()).contains("Sent 2,000 events in ").contains("seed 5");
  }

  @Test
  void theTruthFileHasAHeaderResultsAndALedgerPerPartition() throws IOException {
    Path truth = folder.resolve("truth.ndjson");

    assertThat(run("--output", folder.resolve("events").toString(), "--pace", "max", "--seed", "7", "--start", "2026-11-20T10:15:30Z",
        "--count", "100", "--partitions", "2", "--types", "login", "--value", "constant:0.1", "--truth", truth.toString())).isZero();

    List<String> lines = Files.readAllLines(truth);
    assertThat(lines.subList(0, 3)).containsExactly(
        "{\"kind\":\"header\",\"topic\":\"user-events\",\"partitions\":2,\"first_offsets\":[0,0],"
            + "\"aggregation\":\"by-event-type\",\"window\":\"5s\","
            + "\"grace\":\"2s\",\"max_ahead\":\"10m\",\"seed\":7,\"start\":\"2026-11-20T10:15:30Z\",\"events\":100}",
        "{\"aggregation\":\"by-event-type\",\"window_start\":\"2026-11-20T10:15:30Z\","
            + "\"window_end\":\"2026-11-20T10:15:35Z\",\"event_type\":\"login\","
            + "\"count\":50,\"sum_value\":5,\"avg_value\":0.1,\"min_value\":0.1,\"max_value\":0.1,\"status\":\"final\",\"revision\":1}",
        "{\"aggregation\":\"by-event-type\",\"window_start\":\"2026-11-20T10:15:35Z\","
            + "\"window_end\":\"2026-11-20T10:15:40Z\",\"event_type\":\"login\","
            + "\"count\":50,\"sum_value\":5,\"avg_value\":0.1,\"min_value\":0.1,\"max_value\":0.1,\"status\":\"final\",\"revision\":1}");
    assertThat(lines.subList(3, 5)).allMatch(line -> line.startsWith("{\"kind\":\"ledger\",\"topic\":\"user-events\",\"partition\":"));
    assertThat(lines).hasSize(5);
    assertThat(messages.toString()).contains("Truth: 2 results in ");
  }

  @Test
  void filesThatCannotBeWrittenAreUsageErrors() {
    assertThat(run("--output", folder.resolve("none/events").toString(), "--count", "1")).isEqualTo(2);
    assertThat(run("--output", "stdout", "--truth", folder.resolve("none/truth").toString(), "--count", "1")).isEqualTo(2);
    assertThat(run("--output", "stdout", "--truth", folder.toString(), "--count", "1")).isEqualTo(2);
    assertThat(messages.toString().lines()).hasSize(3).allMatch(line -> line.contains("no such folder") || line.contains("it is a folder"));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anAddressThatNamesNoHostIsKafkaNotUsable() {
    assertThat(run("--bootstrap-servers", "no-such-host.invalid:9092", "--count", "1")).isEqualTo(3);
    assertThat(messages.toString()).contains("no-such-host.invalid:9092 cannot be used").hasLineCount(1);
  }

  @Test
  void settingsThatKafkasClientRefusesAreUsageErrors() throws IOException {
    Path settings = Files.writeString(folder.resolve("client.properties"), "compression.type=best\n");

    assertThat(run("--command-config", settings.toString(), "--count", "1")).isEqualTo(2);
    assertThat(messages.toString()).contains("Kafka's client refuses its settings", "best").hasLineCount(1);
  }

  private SimulatorOptions options(String... arguments) {
    CommandLine line = Simulate.commandLine();
    line.parseArgs(arguments);
    return ((Simulate) line.getCommandSpec().userObject()).options();
  }

  private int run(String... arguments) {
    return Simulate.commandLine().setErr(new PrintWriter(messages, true)).execute(arguments);
  }

  private static String[] with(String[] common, String... more) {
    return Stream.concat(Arrays.stream(common), Arrays.stream(more)).toArray(String[]::new);
  }

  @Command(name = "main", scope = CommandLine.ScopeType.INHERIT, mixinStandardHelpOptions = true, version = "1")
  private static final class Main {
  }
}
