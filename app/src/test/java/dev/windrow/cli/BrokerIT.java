package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code windrow broker} as people run it: a process of its own. */
@Timeout(120)
final class BrokerIT {

  @TempDir
  private Path dir;

  private Process process;
  private BufferedReader output;

  @AfterEach
  void end() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  @Test
  void topicsAndThePortSurviveBeingKilledAndSigtermEndsWithZero() throws Exception {
    String address = start();
    try (Admin admin = admin(address)) {
      admin.createTopics(Set.of(new NewTopic("letters", 2, (short) 1))).all().get();
    }
    process.destroyForcibly();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(start()).isEqualTo(address);
    try (Admin admin = admin(address)) {
      assertThat(admin.listTopics().names().get()).containsExactly("letters");
    }
    process.toHandle().destroy();

    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    assertThat(output.readLine()).as("nothing more to say, and nothing to complain of").isNull();
  }

  @Test
  void aSecondBrokerInTheSameFolderIsToldWhoHasIt() throws Exception {
    start();

    Process second = broker();
    String message = second.inputReader().readLine();

    assertThat(second.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(second.exitValue()).isEqualTo(3);
    assertThat(message).contains("windrow: the broker's data folder " + dir, "is in use by another broker, process " + process.pid());
  }

  /** The address where it says that it is ready. */
  private String start() throws IOException {
    process = broker();
    output = process.inputReader();
    String ready = output.readLine();
    assertThat(ready).startsWith("Kafka is ready at 127.0.0.1:").endsWith(", data in " + dir);
    return ready.substring("Kafka is ready at ".length(), ready.indexOf(','));
  }

  private Process broker() throws IOException {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m",
        "-cp", System.getProperty("java.class.path"), Windrow.class.getName(), "broker", "--port", "0", "--data-dir", dir.toString())
        .redirectErrorStream(true).start();
  }

  private static Admin admin(String address) {
    return Admin.create(Map.of("bootstrap.servers", address));
  }
}
