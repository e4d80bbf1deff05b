package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the format of the log is chosen, each time in a process of its own. */
@Timeout(120)
final class LogFormatTest {

  /** A command that fails at once. */
  private static final String[] FAILS = {"check", "--config", "no\"such\nfile.yaml"};

  private record Ended(int exitCode, String err) {}

  @Test
  void byDefaultAFailureIsALineForPeople() throws Exception {
    Ended ended = run("", FAILS);

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).startsWith("windrow: ").contains("file.yaml");
  }

  @ParameterizedTest
  @ValueSource(strings = {"before", "behind"})
  void withTheOptionAFailureIsAJsonObjectWhereverTheOptionStands(String where) throws Exception {
    List<String> args = new ArrayList<>(List.of(FAILS));
    args.addAll(where.equals("before") ? 0 : args.size(), List.of("--log-format", "json"));

    isOneJsonObject(run("", args.toArray(String[]::new)));
  }

  @Test
  void withTheVariableToo() throws Exception {
    isOneJsonObject(run("json", FAILS));
  }

  @Test
  void theOptionWinsOverTheVariable() throws Exception {
    assertThat(run("json", "check", "--config", "nowhere.yaml", "--log-format=text").err()).startsWith("windrow: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"variable", "option"})
  void anUnknownFormatIsRefusedWithThoseThatThereAre(String by) throws Exception {
    Ended ended = by.equals("variable") ? run("xml", FAILS) : run("", "check", "--log-format", "xml");

    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err()).contains("--log-format", "text, json", "xml");
  }

  @Test
  void theLastLineOfAProcessThatEndsAtOnceIsJsonToo() throws Exception {
    Ended ended = run(Broken.class, "json", "plain", "memory");

    List<String> lines = ended.err().lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines.get(0)).get("message").textValue()).isEqualTo("begun");
    assertThat(new ObjectMapper().readTree(lines.get(1)).get("message").textValue()).startsWith("out of memory. The process ends at once");
  }

  @Test
  void theLibraryHasNothingToSayAboutItsConfiguration() throws Exception {
    assertThat(run(Broken.class, "", "plain", "memory").err().lines()).hasSize(2).noneMatch(line -> line.contains("|-"));
  }

  private static void isOneJsonObject(Ended ended) throws Exception {
    assertThat(ended.exitCode()).isEqualTo(2);
    assertThat(ended.err().lines()).hasSize(1);
    JsonNode event = new ObjectMapper().readTree(ended.err());
    assertThat(event.get("level").textValue()).isEqualTo("ERROR");
    assertThat(event.get("message").textValue()).contains("no\"such\\u000afile.yaml");
  }

  private static Ended run(String variable, String... args) throws Exception {
    return run(Windrow.class, variable, args);
  }

  private static Ended run(Class<?> main, String variable, String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Dlogback.configurationFile=logback.xml",
        "-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().remove(LogFormat.VARIABLE);
    if (!variable.isEmpty()) {
      builder.environment().put(LogFormat.VARIABLE, variable);
    }
    Process process = builder.start();
    try {
      String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), err);
    } finally {
      process.destroyForcibly();
    }
  }
}
