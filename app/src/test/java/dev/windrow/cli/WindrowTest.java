package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WindrowTest {

  @AfterEach
  void forgetTheLogLevel() {
    System.clearProperty("WINDROW_LOG_LEVEL");
  }

  @Test
  void noCommandIsAUsageErrorThatPointsToTheHelp() {
    CommandLineRun run = CommandLineRun.of();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("expected a command", "'windrow --help' shows what there is");
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"brokr", "borker", "Broker"})
  void anUnknownCommandGetsTheNearestOneSuggested(String unknown) {
    CommandLineRun run = CommandLineRun.of(unknown);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("unknown command '" + unknown + "'; did you mean 'broker'?");
  }

  @Test
  void anUnknownOptionGetsTheNearestOneSuggested() {
    CommandLineRun joined = CommandLineRun.of("broker", "--prot=1");
    CommandLineRun apart = CommandLineRun.of("broker", "--prot", "1");

    assertThat(joined.exitCode()).isEqualTo(2);
    assertThat(joined.err()).contains("unknown option '--prot'; did you mean '--port'?", "'windrow broker --help' shows what there is");
    assertThat(apart).isEqualTo(joined);
  }

  @Test
  void aWordThatResemblesNothingGetsNoSuggestion() {
    CommandLineRun run = CommandLineRun.of("xyzzy");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("unknown command 'xyzzy'").doesNotContain("did you mean");
  }

  @Test
  void anOptionOfTheWrongTypeIsNamed() {
    CommandLineRun run = CommandLineRun.of("broker", "--port", "many");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--port", "many").doesNotContain("\tat ");
  }

  @Test
  void anOptionOutOfRangeIsNamed() {
    CommandLineRun run = CommandLineRun.of("broker", "--port", "70000");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--port", "65535", "70000");
  }

  @Test
  void theVersionIsOneLine() {
    CommandLineRun run = CommandLineRun.of("--version");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).singleElement().asString().startsWith("windrow ");
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandHasHelpWithExamplesAndAVersion(Commands command) {
    CommandLineRun help = CommandLineRun.of(command.commandName(), "--help");
    CommandLineRun version = CommandLineRun.of(command.commandName(), "--version");

    assertThat(help.exitCode()).isZero();
    assertThat(help.out()).contains("Usage: windrow " + command.commandName(), "Examples:");
    assertThat(help.err()).isEmpty();
    assertThat(version.exitCode()).isZero();
    assertThat(version.out()).isNotBlank();
  }

  @Test
  void oneCommandIsNotHeldUpByTheClassesOfAnother() {
    assertThat(Commands.askedFor("--verbose", "broker", "--help")).containsExactly(Commands.BROKER);
    assertThat(Commands.askedFor("brokr")).containsExactly(Commands.values());
    assertThat(Commands.askedFor("--help")).containsExactly(Commands.values());
    assertThat(Commands.askedFor("--version")).isEmpty();
  }

  @Test
  @Timeout(60)
  void oneCommandLoadsNeitherAnotherNorKafka() throws Exception {
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xlog:class+load",
        "-cp", System.getProperty("java.class.path"), "dev.windrow.cli.Windrow", "tail", "--help").redirectErrorStream(true).start();
    List<String> loaded = process.inputReader().lines().filter(line -> line.contains("source:")).toList();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).isZero();
    assertThat(loaded).anyMatch(line -> line.contains(" dev.windrow.cli.Tail "));
    assertThat(loaded).noneMatch(line -> line.contains(" dev.windrow.cli.Broker ") || line.contains(" dev.windrow.cli.Run "));
    assertThat(loaded).noneMatch(line -> line.contains(" org.apache.kafka.clients.consumer.KafkaConsumer ") || line.contains(" ch.qos.logback."));
  }

  @Test
  void aFailureIsOneLineWithoutAStackTraceUnlessAskedFor() {
    CommandLineRun brief = CommandLineRun.of("broker", "--port", "0", "--data-dir", "/dev/null/folder");
    CommandLineRun verbose = CommandLineRun.of("broker", "--port", "0", "--data-dir", "/dev/null/folder", "--verbose");

    assertThat(brief.exitCode()).isEqualTo(3);
    assertThat(brief.err().lines()).singleElement().asString().startsWith("windrow: cannot write the broker's data folder /dev/null/folder");
    assertThat(verbose.err()).contains("windrow: cannot write", "\tat dev.windrow.demo.");
  }
}
