package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That no process lives on in which a thread has died that nobody replaces. */
@Timeout(120)
final class LastResortTest {

  @ParameterizedTest
  @CsvSource({
      "plain, memory, windrow: out of memory. The process ends at once; nothing is lost",
      "kafka, memory, windrow: out of memory. The process ends at once; nothing is lost",
      "plain, other, windrow: thread some-thread ended: java.lang.NoClassDefFoundError: some/Class. The process ends at once",
      "kafka, other, windrow: Uncaught exception in thread 'kafka-admin-client-thread'"})
  void errorInAThreadEndsTheProcessWithALineAndOne(String thread, String error, String message) throws Exception {
    Process process = new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-Xmx64m", "-Dlogback.configurationFile=logback.xml",
        "-cp", System.getProperty("java.class.path"), Broken.class.getName(), thread, error).redirectErrorStream(true).start();
    try {
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(output).isEqualTo(1);
      assertThat(output).contains("INFO  WindrowService: begun").contains(message).doesNotContain("\tat ");
    } finally {
      process.destroyForcibly();
    }
  }
}
