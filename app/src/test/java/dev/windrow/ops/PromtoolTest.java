package dev.windrow.ops;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ops.PrometheusMeters.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own tool says of Windrow's metrics and of the alert rules; it is in Debian's package prometheus. */
@Timeout(120)
class PromtoolTest {

  private static final Path RULES = Path.of("..", "docs", "grafana", "alerts.yaml");

  @TempDir
  private Path folder;

  private record Ended(int exitCode, String output) {}

  @BeforeAll
  static void needsPromtool() {
    boolean isThere = isThere();
    if (!isThere) {
      System.out.println("SKIPPED: there is no promtool to check metrics and alert rules with. To do: apt-get install prometheus");
    }
    Assumptions.assumeTrue(isThere, "no promtool");
  }

  @Test
  void findsNothingInWindrowsOwnMetrics() throws Exception {
    String own = AllMeters.scraped(Format.TEXT).lines()
        .filter(line -> line.matches("(# (HELP|TYPE) )?(windrow_|process_resident_).*"))
        .collect(Collectors.joining("\n", "", "\n"));
    assertThat(own.lines().filter(line -> line.startsWith("# TYPE")).count()).isGreaterThanOrEqualTo(MeterName.values().length);

    assertThat(promtool(own, "check", "metrics")).isEqualTo(new Ended(0, ""));
  }

  @Test
  void findsWhatIsWrong() throws Exception {
    assertThat(promtool("# TYPE windrow_things counter\nwindrow_things 1\n", "check", "metrics").exitCode()).isNotZero();
  }

  @Test
  void acceptsTheAlertRules() throws Exception {
    Ended ended = promtool("", "check", "rules", RULES.toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
    assertThat(ended.output()).contains("SUCCESS: " + alerts() + " rules found");
  }

  @Test
  void alertsComeWhenTheyShouldAndNotOtherwise() throws Exception {
    Files.copy(RULES, folder.resolve("alerts.yaml"));
    try (InputStream tests = PromtoolTest.class.getResourceAsStream("alerts-test.yaml")) {
      Files.copy(tests, folder.resolve("alerts-test.yaml"));
    }

    Ended ended = promtool("", "test", "rules", folder.resolve("alerts-test.yaml").toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  @Test
  void acceptsThePrometheusConfiguration() throws Exception {
    Ended ended = promtool("", "check", "config", "--syntax-only", RULES.resolveSibling("prometheus.yaml").toString());

    assertThat(ended.exitCode()).as(ended.output()).isZero();
  }

  private static long alerts() throws IOException {
    return Files.readAllLines(RULES).stream().filter(line -> line.strip().startsWith("- alert:")).count();
  }

  private static boolean isThere() {
    try {
      return run("", List.of("promtool", "--version")).exitCode() == 0;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Ended promtool(String input, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool"));
    command.addAll(List.of(arguments));
    return run(input, command);
  }

  private static Ended run(String input, List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ended(process.exitValue(), output);
    } finally {
      process.destroyForcibly();
    }
  }
}
