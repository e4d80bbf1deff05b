package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds docs/configuration.md and the example files to what the loader does. */
class DocumentationTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Pattern KEY_ROW = Pattern.compile("(?m)^\\| `([a-z.\\[\\]-]+)` \\|.*\\|.*\\|(.*)\\|$");
  private static final List<String> HEADINGS = List.of("input", "state", "http");

  /** The keys of requests have their rows at the HTTP source. */
  private static final Pattern ELSEWHERE = Pattern.compile("sources\\[]\\.(files\\.requests|enrich)\\."
      + "(headers|bearer|basic|rate|concurrency|timeout|attempts|response|redirects|allow-private)");

  /** For the keys of sources: one of each kind that says no more than it has to. */
  private static final Map<String, String> SOURCES = Map.of(
      "http", "{http: {urls: ['http://a.b'], pages: {}}}",
      "sql", "{sql: {url: 'jdbc:x:y', table: t}}",
      "enrich", "{files: {paths: [a]}, enrich: {url: 'http://a.b/{c}', fields: {d: /d}}}");

  @TempDir
  private Path folder;

  @Test
  void everyKeyHasARowAndNoOtherHas() throws IOException {
    List<String> documented = KEY_ROW.matcher(reference()).results().map(row -> row.group(1)).toList();
    List<String> known = Defaults.paths().stream().filter(path -> !HEADINGS.contains(path) && !ELSEWHERE.matcher(path).matches()).toList();
    assertThat(documented).doesNotHaveDuplicates().contains("kafka.bootstrap.servers")
        .filteredOn(key -> !key.equals("kafka.bootstrap.servers")).containsExactlyInAnyOrderElementsOf(known);
    HEADINGS.forEach(section -> assertThat(documented).anyMatch(key -> key.startsWith(section + ".")));
  }

  @Test
  void theDefaultsInTheTablesAreTheRealOnes() throws Exception {
    List<MatchResult> rows = KEY_ROW.matcher(reference()).results().filter(row -> row.group(2).strip().matches("`[^`]*`")).toList();
    assertThat(rows).hasSizeGreaterThan(15);
    for (MatchResult row : rows) {
      String set = row.group(1).replace("[]", "[0]") + "=" + row.group(2).strip().replace("`", "");
      String rest = around(row.group(1));
      assertThat(Loading.load(rest, set)).as(set).isEqualTo(Loading.load(rest));
    }
  }

  @Test
  void theWholeConfigurationThatIsShownIsThatOfTheDefaults() throws Exception {
    String shown = Pattern.compile("(?s)```yaml\n(.*?)```").matcher(reference()).results().findFirst().orElseThrow().group(1);
    assertThat(Loading.load(shown)).isEqualTo(Loading.load(""));
  }

  @Test
  void theProblemsThatAreShownAreReported() throws IOException {
    String yaml = "input: {idle_after: 5s}\naggregations: [{window: {tumbling: 5}, measures: {avg: mean(x)}}]";
    assertThat(reference()).contains("```\n" + Loading.problems(yaml) + "\n```");
  }

  @Test
  void thePropertiesThatWindrowSetsAreAllListed() throws IOException {
    String reference = reference();
    assertThat(KafkaProperties.fixed()).isNotEmpty().allSatisfy(property -> assertThat(reference).contains("`" + property + "`"));
  }

  @Test
  void theExampleFilesLoad() throws Exception {
    Path secret = Files.writeString(folder.resolve("kafka-password"), "hunter2\n");
    for (String name : List.of("orders.yaml", "sensors.yaml", "secured.yaml")) {
      String yaml = Files.readString(DOCS.resolve("examples").resolve(name));
      assertThat(reference()).contains("(examples/" + name + ")");
      assertThat(Loading.problems(yaml.replace("/run/secrets/kafka-password", secret.toString()))).as(name).isEqualTo("no problem");
    }
  }

  @Test
  void theExampleWithAPasswordPassesItOnAndHidesIt() throws Exception {
    Path secret = Files.writeString(folder.resolve("kafka-password"), "hunter2\n");
    String yaml = Files.readString(DOCS.resolve("examples").resolve("secured.yaml")).replace("/run/secrets/kafka-password", secret.toString());
    Config config = Loading.load(yaml);
    assertThat(config.kafka().get("sasl.jaas.config"))
        .isEqualTo("org.apache.kafka.common.security.plain.PlainLoginModule required username=\"windrow\" password=\"hunter2\";");
    assertThat(ConfigLoader.effective(config)).doesNotContain("hunter2");
  }

  /** The configuration in which {@code key} makes sense. */
  private static String around(String key) {
    String[] steps = key.split("\\.");
    if (steps[0].equals("sinks[]")) {
      return "sinks: [{postgresql: {url: 'jdbc:postgresql://a/b'}}]";
    }
    return steps[0].equals("sources[]") ? "sources: [" + SOURCES.getOrDefault(steps[1], "{files: {paths: [a]}}") + "]" : "";
  }

  private static String reference() throws IOException {
    return Files.readString(DOCS.resolve("configuration.md"));
  }
}
