package dev.windrow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class PlaceholdersTest {

  private static final Map<String, String> ENV =
      Map.of("HOME", "/home/ann", "NAME", "clicks", "NO_TEXT", "", "NESTED", "${NAME}", "MINUTE", "1m");

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({
      "${NAME},                    clicks",
      "a-${NAME}-${NAME}-b,        a-clicks-clicks-b",
      "${NAME:other},              clicks",
      "${OTHER:other},             other",
      "${OTHER:a:b},               a:b",
      "a${OTHER:}b,                ab",
      "a${NO_TEXT}b,               ab",
      "a${NO_TEXT:other}b,         ab",
      "${NESTED},                  ${NAME}",
      "$${NAME},                   ${NAME}",
      "$$${NAME},                  $${NAME}",
      "$NAME $ {NAME} } $,         $NAME $ {NAME} } $"
  })
  void variablesAreReplacedOnce(String written, String read) throws ConfigException {
    assertThat(Loading.load("kafka:\n  x: '" + written + "'", ENV).kafka()).containsEntry("x", read);
    assertThat(Loading.load("", ENV, "kafka.x=" + written).kafka()).containsEntry("x", read);
  }

  @Test
  void valuesOfEveryKindCanComeFromVariables() throws ConfigException {
    Config config = Loading.load("""
        input:
          topics: ["${NAME}"]
        aggregations:
          - window:
              tumbling: ${MINUTE}
        """, ENV);
    assertThat(config.input().topics()).containsExactly("clicks");
    assertThat(config.aggregations().get(0).window().sizeMs()).isEqualTo(Duration.ofMinutes(1).toMillis());
  }

  @ParameterizedTest
  @MethodSource
  void whatCanNotBeReplacedIsAProblem(String written, String problem) {
    assertThat(Loading.problems("input:\n  late: '" + written + "'", ENV)).isEqualTo(problem);
  }

  static Stream<Arguments> whatCanNotBeReplacedIsAProblem() {
    String forms = "input.late: expected ${NAME}, ${NAME:default} or ${file:/path}, found ";
    String escape = "; write $${ for a plain ${";
    return Stream.of(
        arguments("x${OTHER}", "input.late: expected the environment variable OTHER, found no such variable; set it, or give a default: ${OTHER:…}"),
        arguments("${A}${B}", """
            input.late: expected the environment variable A, found no such variable; set it, or give a default: ${A:…}
            input.late: expected the environment variable B, found no such variable; set it, or give a default: ${B:…}"""),
        arguments("${}", forms + "'${}'" + escape),
        arguments("${a b}", forms + "'${a b}'" + escape),
        arguments("${1A:x}", forms + "'${1A:x}'" + escape),
        arguments("${NAME", forms + "'${' without an end" + escape),
        arguments("${file:}", "input.late: expected a readable file, found a folder"),
        arguments("${file:/no/such}", "input.late: expected a readable file, found no file '/no/such'"));
  }

  @Test
  void secretsComeFromFilesTrimmedAndAreNeverShown() throws Exception {
    Path file = Files.writeString(folder.resolve("secret"), "\n  hunter2 \u00e9${NAME}\n\n");
    Config config = Loading.load("kafka:\n  a.b: x${file:" + file + "}\n  c: seen");
    assertThat(config.kafka()).containsEntry("a.b", "xhunter2 \u00e9${NAME}");
    assertThat(config.secretPaths()).isEqualTo(Set.of("kafka.a.b"));
    assertThat(ConfigLoader.effective(config)).contains("  a.b: \"(hidden)\"\n  c: seen\n").doesNotContain("hunter2");
  }

  @Test
  void valuesFromFilesAreHiddenUnderAnyKeyAndInProblemsToo() throws IOException, ConfigException {
    Path file = Files.writeString(folder.resolve("secret"), "hunter2");
    String placeholder = "${file:" + file + "}";
    Config config = Loading.load("", "input.topics[0]=" + placeholder, "aggregations[0].group-by[0]=" + placeholder);
    assertThat(ConfigLoader.effective(config)).contains("  topics:\n    - \"(hidden)\"\n", "    group-by:\n      - \"(hidden)\"\n");
    assertThat(Loading.problems("", "latency=" + placeholder)).isEqualTo(
        "latency: expected a duration of 10ms..1m, as in 200ms, found (hidden); write a whole number and its unit: ms, s, m, h, d");
    assertThat(Loading.problems("", "kafka.acks=" + placeholder)).contains("found (hidden)").doesNotContain("hunter2");
  }

  @Test
  void aTildeIsTheHomeFolder() throws ConfigException {
    assertThat(Loading.load("", "state.dir=~/a/b").state().dir()).isEqualTo(Path.of("/home/ann/a/b"));
    assertThat(Loading.load("", "state.dir=~").state().dir()).isEqualTo(Path.of("/home/ann"));
    assertThat(Loading.load("", "state.dir=~bob/a").state().dir()).isEqualTo(Path.of("~bob/a"));
    assertThat(Loading.load("", "state.dir=a/~").state().dir()).isEqualTo(Path.of("a/~"));
  }
}
