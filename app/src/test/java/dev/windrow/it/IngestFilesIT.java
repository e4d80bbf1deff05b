package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.windrow.ingest.files.FileServer;
import dev.windrow.kafka.TopicReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Many small files and a large one, in a heap of 128 MB, with a {@code kill -9} in the middle: each record is there once. The large one has 100 MB, with
 * {@code -Dingest.gigabytes=1} a gigabyte.
 */
@Tag("beside-kafka")
@Timeout(1800)
final class IngestFilesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SMALL_FILES = 10_000;
  private static final int PER_SMALL_FILE = 5;
  private static final int BAD_LINE_EVERY = 100_000;
  private static final long LARGE_BYTES = Long.getLong("ingest.gigabytes", 0L) > 0 ? Long.getLong("ingest.gigabytes") * 1_000_000_000L : 100_000_000L;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  private int written;

  @Test
  void eachRecordIsThereOnceAfterTheProcessWasKilledAndMemoryIsSmall() throws Exception {
    Path data = Files.createDirectory(scenario.dir().resolve("data"));
    int badLines = writeLarge(data.resolve("large.ndjson"));
    int large = written;
    writeSmall(data.resolve("small"));
    Files.writeString(data.resolve("broken.json"), "[{\"n\":" + written++ + "},{\"n\"");
    Settings settings = scenario.settings().with("sources[0].name", "folder").with("sources[0].files.paths", "[" + data + "]");

    Jvm killed = ingest(settings);
    scenario.until("a third of it is sent", Duration.ofMinutes(10), () -> sent(settings.topic()) > written / 3);
    killed.kill();
    Counted before = count(settings);
    long start = System.nanoTime();
    Jvm second = ingest(settings, "--format", "json");
    int exitCode = second.exitCode(Duration.ofMinutes(20));
    double seconds = (System.nanoTime() - start) / 1e9;
    Counted after = count(settings);

    scenario.say("%,d files, %,d events of which %,d in one file of %,d MB, heap 128 MB; %,d committed before the kill, the other %,d after it in %.1f s: %,.0f/s",
        SMALL_FILES + 2, written, large, LARGE_BYTES / 1_000_000, before.numbers.cardinality(), written - before.numbers.cardinality(), seconds,
        (written - before.numbers.cardinality()) / seconds);
    assertThat(before.numbers.cardinality()).isBetween(1, written - 1);
    assertThat(after.twice).isZero();
    assertThat(after.numbers.cardinality()).isEqualTo(written);
    assertThat(after.numbers.length()).isEqualTo(written);
    assertThat(exitCode).as(second.err()).isEqualTo(1);
    assertThat(badPlaces(settings, data)).isEqualTo(badLines);
    requireResults(JSON.readTree(second.out()).get(0), data, large, badLines);
  }

  @Test
  void aFolderIsWatchedUntilCtrlC() throws Exception {
    Path inbox = Files.createDirectory(scenario.dir().resolve("inbox"));
    Settings settings = scenario.settings();
    List<String> arguments = new ArrayList<>(List.of("ingest", "files", inbox.toString(), "--watch"));
    arguments.addAll(settings.arguments());
    Files.writeString(inbox.resolve("a.ndjson"), "{\"n\":0}\n");

    Jvm watching = scenario.command(arguments);
    scenario.until("the first file is read", () -> scenario.records(settings, settings.topic()).size() == 1);
    Files.writeString(inbox.resolve("b.csv"), "n\n1\n2\n");
    scenario.until("the second file is read", () -> scenario.records(settings, settings.topic()).size() == 3);
    watching.signal("INT");

    assertThat(watching.exitCode(Duration.ofSeconds(30))).isEqualTo(130);
    assertThat(watching.out()).contains("a.ndjson").contains("b.csv").contains("done");
  }

  /** The server breaks off in the middle; what is asked for again are the bytes that are missing. */
  @Test
  void aFileAtAnAddressIsDownloadedAndGoneOnWith() throws Exception {
    Path file = scenario.dir().resolve("export.ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      while (written < 100_000) {
        out.write(event(written++) + "\n");
      }
    }
    try (FileServer server = new FileServer().with(Files.readAllBytes(file), "\"v1\"")) {
      Settings settings = scenario.settings().with("sources[0].name", "export").with("sources[0].files.paths", "['" + server.address("export.ndjson") + "']")
          .with("sources[0].files.requests.allow-private", "true").with("sources[0].files.requests.attempts", "2");
      server.failAfter(4);
      Jvm broken = ingest(settings);
      assertThat(broken.exitCode(Duration.ofMinutes(2))).as(broken.err()).isEqualTo(1);
      assertThat(broken.out()).contains("failed: GET " + server.address("export.ndjson") + ": answered with status 500, after 2 attempts");
      assertThat(count(settings).numbers.cardinality()).isBetween(1, written - 1);
      long before = server.bytesSent.get();

      server.recover();
      Jvm second = ingest(settings);

      assertThat(second.exitCode(Duration.ofMinutes(2))).as(second.err()).isZero();
      Counted counted = count(settings);
      assertThat(counted.numbers.cardinality()).isEqualTo(written);
      assertThat(counted.twice).isZero();
      scenario.say("%,d of %,d bytes before the failure, %,d after it", before, Files.size(file), server.bytesSent.get() - before);
      assertThat(server.bytesSent.get()).isLessThan(Files.size(file) + (1L << 20));
    }
  }

  private void requireResults(JsonNode source, Path data, int large, int badLines) {
    Map<String, JsonNode> files = new TreeMap<>();
    source.get("files").forEach(file -> files.put(file.get("file").textValue(), file));
    assertThat(files.size() + source.get("files_not_listed").longValue()).isEqualTo(SMALL_FILES + 2);
    JsonNode largeFile = files.get(data.resolve("large.ndjson").toString());
    assertThat(largeFile.get("records").intValue()).isEqualTo(large);
    assertThat(largeFile.get("rejected").intValue()).isEqualTo(badLines);
    JsonNode broken = files.get(data.resolve("broken.json").toString());
    assertThat(broken.get("status").textValue()).isEqualTo("failed");
    assertThat(broken.get("records").intValue()).isEqualTo(1);
    assertThat(broken.get("error").textValue()).startsWith("line 1, byte ");
  }

  private Jvm ingest(Settings settings, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("ingest", "--once"));
    arguments.addAll(settings.arguments());
    arguments.addAll(List.of(more));
    return scenario.command(List.of("-Xmx128m", "-XX:TieredStopAtLevel=4", "-XX:+ExitOnOutOfMemoryError"), arguments);
  }

  /** Returns how many lines in it are bad. */
  private int writeLarge(Path file) throws IOException {
    int bad = 0;
    long bytes = 0;
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      while (bytes < LARGE_BYTES) {
        String line = (written + bad) % BAD_LINE_EVERY == BAD_LINE_EVERY - 1 ? bad++ + " is no event\n" : event(written++) + "\n";
        out.write(line);
        bytes += line.length();
      }
    }
    return bad;
  }

  private void writeSmall(Path folder) throws IOException {
    for (int i = 0; i < SMALL_FILES; i++) {
      Path file = folder.resolve("part-" + i / 1_000).resolve(i + ".json");
      Files.createDirectories(file.getParent());
      StringBuilder text = new StringBuilder("[");
      for (int j = 0; j < PER_SMALL_FILE; j++) {
        text.append(j == 0 ? "" : ",").append(event(written++));
      }
      Files.writeString(file, text.append(']'));
    }
  }

  private static String event(int n) {
    return "{\"n\":" + n + ",\"event_type\":\"click\",\"user_id\":\"user-" + n % 1_000 + "\",\"timestamp\":\"2026-11-20T10:15:30Z\",\"value\":" + n % 97 + ".25}";
  }

  private long sent(String topic) throws Exception {
    if (!scenario.admin().listTopics().names().get().contains(topic)) {
      return 0;
    }
    int partitions = scenario.admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size();
    Map<TopicPartition, OffsetSpec> ends = new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
    for (int i = 0; i < partitions; i++) {
      ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    return scenario.admin().listOffsets(ends).all().get().values().stream().mapToLong(end -> end.offset()).sum();
  }

  private Counted count(Settings settings) {
    Counted counted = new Counted();
    try (TopicReader reader = new TopicReader(settings.config())) {
      reader.readToEnd(List.of(settings.topic()), counted::add);
    }
    return counted;
  }

  /** How many dead letters name a line of their own in the large file. */
  private int badPlaces(Settings settings, Path data) {
    String large = data.resolve("large.ndjson") + ":";
    return scenario.records(settings, settings.topic() + "-dlq").stream()
        .map(record -> new String(record.headers().lastHeader("windrow-place").value(), StandardCharsets.UTF_8))
        .filter(place -> place.startsWith(large) && Integer.parseInt(place.substring(large.length())) % BAD_LINE_EVERY == 0)
        .collect(Collectors.toSet()).size();
  }

  /** The numbers of committed records. */
  private static final class Counted {

    private final BitSet numbers = new BitSet();
    private int twice;

    void add(ConsumerRecord<byte[], byte[]> record) {
      int n = 0;
      for (int i = "{\"n\":".length(); record.value()[i] >= '0' && record.value()[i] <= '9'; i++) {
        n = 10 * n + record.value()[i] - '0';
      }
      twice += numbers.get(n) ? 1 : 0;
      numbers.set(n);
    }
  }
}
