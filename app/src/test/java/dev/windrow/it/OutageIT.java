package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the log of a service says about a Kafka that goes away. */
@Timeout(300)
final class OutageIT {

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void brokerThatIsKilledAndComesBackIsALineAtTheBeginningAndOneAtTheEnd() throws Exception {
    int port = freePort();
    Jvm broker = broker(port);
    Jvm service = running(port);

    broker.kill();
    scenario.until("it says that Kafka is away", () -> alive(service).err().contains("does not answer since"));
    broker(port);
    scenario.until("it says that Kafka is back", () -> alive(service).err().contains("answers and takes what is sent again after"));

    List<String> said = after(service, "running: application");
    said.forEach(line -> scenario.say("%s", line));
    assertThat(said.get(0)).matches(".* WARN  Watch: Kafka at 127\\.0\\.0\\.1:" + port + " does not answer since [0-9:]{8} \\(\\d+ s\\): nothing is lost.*");
    assertThat(said.get(said.size() - 1)).matches(".* INFO  Watch: Kafka at 127\\.0\\.0\\.1:" + port + " answers and takes what is sent again after \\d+ s");
    // Nothing but repetitions in between, on a machine that takes its time with a restart.
    assertThat(said).allMatch(line -> line.contains(" Watch: "));
    assertThat(said).noneMatch(line -> line.startsWith("\tat ") || line.contains("Exception"));
  }

  @Test
  void resultTopicThatIsDeletedIsNamed() throws Exception {
    int port = freePort();
    broker(port);
    Settings settings = settings(port);
    Jvm service = running(port);

    try (Admin admin = Admin.create(Map.of("bootstrap.servers", "127.0.0.1:" + port))) {
      admin.deleteTopics(Set.of(settings.output())).all().get(30, TimeUnit.SECONDS);
    }
    Instant now = Instant.now();
    for (int partition = 0; partition < 4; partition++) {
      Scenario.send("127.0.0.1:" + port, settings.topic(), partition, now.minusSeconds(60), now);
    }
    scenario.until("it names the topic", () -> alive(service).err().contains("not there any more (" + settings.output() + ")"));

    service.signal("TERM");
    assertThat(service.exitCode(Duration.ofSeconds(30))).as(service.err()).isZero();
    after(service, "running: application").forEach(line -> scenario.say("%s", line));
  }

  private Jvm broker(int port) throws Exception {
    Jvm broker = scenario.command(List.of("broker", "--port", Integer.toString(port), "--data-dir", scenario.dir().resolve("kafka").toString()));
    scenario.until("the broker is ready", () -> alive(broker).out().contains("Kafka is ready"));
    return broker;
  }

  private Jvm running(int port) throws Exception {
    Jvm service = scenario.run(settings(port));
    scenario.until("it runs", () -> alive(service).err().contains("running: application"));
    return service;
  }

  private Settings settings(int port) {
    return scenario.settings().with("kafka.bootstrap.servers", "127.0.0.1:" + port);
  }

  private static List<String> after(Jvm service, String text) {
    return service.err().lines().dropWhile(line -> !line.contains(text)).skip(1).toList();
  }

  private static Jvm alive(Jvm process) {
    assertThat(process.isAlive()).as(process.err()).isTrue();
    return process;
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
