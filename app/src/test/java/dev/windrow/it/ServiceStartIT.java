package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.windrow.config.Config;
import dev.windrow.demo.BrokerOptions;
import dev.windrow.demo.EmbeddedBroker;
import dev.windrow.kafka.Topics;
import dev.windrow.service.WindrowService;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How the service begins and ends: without Kafka, and by signals. */
@Tag("beside-kafka")
@Timeout(120)
final class ServiceStartIT {

  private static final Duration GRACE_OF_SUPERVISORS = Duration.ofSeconds(10);
  private static final int SIGINT = 2;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void itWaitsForKafkaAndEndsCleanlyWithSigterm() throws Exception {
    int port = freePort();
    Settings settings = at(port);
    Jvm service = scenario.run(settings);
    scenario.until("it says that it waits", () -> alive(service).err().contains("trying again"));

    EmbeddedBroker broker = scenario.closeLater(EmbeddedBroker.start(BrokerOptions.TEMPORARY.withPort(port)));
    scenario.until("it runs", () -> alive(service).err().contains("running: application"));

    Duration took = end(service, "TERM", 0);
    scenario.say("waited for Kafka on port %d, then ran at %s; SIGTERM: exit code 0 after %d ms", port, broker.bootstrapServers(), took.toMillis());
    assertThat(service.err()).contains("created topic " + settings.topic());
  }

  @Test
  void healthFileIsThereWhileItRunsAndOnlyThen() throws Exception {
    Settings settings = scenario.settings();
    Path health = scenario.dir().resolve("state").resolve(settings.config().applicationId() + "-0").resolve("health");
    Jvm service = scenario.run(settings);
    scenario.until("it says that it is well", () -> {
      alive(service);
      return Files.exists(health);
    });
    Instant first = Files.getLastModifiedTime(health).toInstant();
    scenario.until("it says so again", () -> Files.getLastModifiedTime(health).toInstant().isAfter(first));

    service.signal("STOP");
    Instant stopped = Instant.now();
    scenario.until("it should have said so again", () -> Instant.now().isAfter(stopped.plusSeconds(7)));
    Instant last = Files.getLastModifiedTime(health).toInstant();
    service.signal("CONT");
    end(service, "TERM", 0);

    scenario.say("well at %s and at %s, the last time before it was stopped at %s", first, last, stopped);
    assertThat(last).isBeforeOrEqualTo(stopped);
    assertThat(health).doesNotExist();
  }

  @Test
  void lateEventsHaveAsManyPartitionsAsTheLargestInput() throws Exception {
    Settings settings = scenario.settings();
    String other = settings.topic() + "-more";
    scenario.createTopic(other, 7);
    Config config = settings.with("input.topics", "[" + settings.topic() + "," + other + "]").with("input.partitions", 3).config();

    new Topics(scenario.admin(), config).prepare(other + "-partials");
    scenario.until("late events have as many partitions as the largest input", () -> hasPartitions(config.input().late(), 7));
  }

  /** A topic that was just made may not be known everywhere yet. */
  private boolean hasPartitions(String topic, int partitions) throws InterruptedException {
    try {
      return scenario.admin().describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size() == partitions;
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  @Test
  void ctrlCEndsItWith130() throws Exception {
    Assumptions.assumeFalse(ignores(SIGINT), "this process ignores SIGINT, and so would its children");
    Jvm service = scenario.run(scenario.settings());
    scenario.until("it runs", () -> alive(service).err().contains("running: application"));

    Duration took = end(service, "INT", 130);

    scenario.say("SIGINT: exit code 130 after %d ms", took.toMillis());
  }

  @Test
  void sigtermEndsItWhileItWaitsForKafka() throws Exception {
    Jvm service = scenario.run(at(freePort()));
    scenario.until("it says that it waits", () -> alive(service).err().contains("trying again"));

    Duration took = end(service, "TERM", 0);

    scenario.say("SIGTERM while it waited: exit code 0 after %d ms", took.toMillis());
  }

  @Test
  void whoAsksWhileItWaitsForKafkaIsTold() throws Exception {
    WindrowService service = scenario.closeLater(new WindrowService(at(freePort()).config(), Clock.systemUTC()));
    new Thread(() -> start(service, new CompletableFuture<>()), "starting").start();
    scenario.until("it listens", () -> service.page().isPresent());

    assertThat(ask(service, "health/live").statusCode()).isEqualTo(200);
    assertThat(ask(service, "health/ready").statusCode()).isEqualTo(503);
    assertThat(ask(service, "health/ready").body()).contains("{\"name\":\"kafka\",\"status\":\"down\",\"detail\":\"not reached yet\"}");
    assertThat(ask(service, "api/v1/status").statusCode()).isEqualTo(503);
    assertThat(ask(service, "api/v1/status").headers().firstValue("retry-after")).isPresent();
  }

  @Test
  void itIsReadyWhenItRunsAndGoneWhenItIsClosed() throws Exception {
    WindrowService service = scenario.closeLater(new WindrowService(scenario.settings().config(), Clock.systemUTC()));
    service.start();
    scenario.until("it is ready", () -> ask(service, "health/ready").statusCode() == 200);
    assertThat(ask(service, "health/ready").body()).contains("{\"name\":\"streams\",\"status\":\"up\",\"detail\":\"RUNNING\"}", "\"kafka\"", "\"disk\"");

    service.close();
    assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> ask(service, "health/live"));
  }

  @Test
  void aPortThatIsTakenEndsItWithWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Jvm service = scenario.run(at(freePort()).with("http.port", taken.getLocalPort()));
      assertThat(service.exitCode(Duration.ofSeconds(90))).isEqualTo(1);
      assertThat(service.err()).contains("windrow: cannot listen on 127.0.0.1:" + taken.getLocalPort() + " (http.host, http.port)", "choose another port");
    }
  }

  private static HttpResponse<String> ask(WindrowService service, String path) throws IOException, InterruptedException {
    URI uri = URI.create(service.page().orElseThrow() + path);
    return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void closingWhileItWaitsForKafkaEndsTheStart() throws Exception {
    WindrowService service = scenario.closeLater(new WindrowService(at(freePort()).config(), Clock.systemUTC()));
    CompletableFuture<Boolean> started = new CompletableFuture<>();
    Thread starting = new Thread(() -> start(service, started), "starting");
    starting.start();
    scenario.until("it asks for Kafka", () -> Arrays.stream(starting.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("prepareTopics")));

    Instant before = Instant.now();
    service.close();
    boolean result = started.get(GRACE_OF_SUPERVISORS.toMillis(), TimeUnit.MILLISECONDS);

    Duration took = Duration.between(before, Instant.now());
    scenario.say("closed while waiting: start() returned %s after %d ms", result, took.toMillis());
    assertThat(result).isFalse();
    assertThat(took).isLessThan(Duration.ofSeconds(3));
  }

  private static void start(WindrowService service, CompletableFuture<Boolean> started) {
    try {
      started.complete(service.start());
    } catch (InterruptedException | RuntimeException e) {
      started.completeExceptionally(e);
    }
  }

  /** Sends the signal; how long the process took to end. */
  private static Duration end(Jvm service, String signal, int exitCode) throws Exception {
    Instant before = Instant.now();
    service.signal(signal);
    assertThat(service.exitCode(GRACE_OF_SUPERVISORS)).as(service.err()).isEqualTo(exitCode);
    return Duration.between(before, Instant.now());
  }

  private static Jvm alive(Jvm service) {
    assertThat(service.isAlive()).as(service.err()).isTrue();
    return service;
  }

  private Settings at(int port) {
    return scenario.settings().with("kafka.bootstrap.servers", "127.0.0.1:" + port);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean ignores(int signal) throws Exception {
    Path status = Path.of("/proc/self/status");
    return Files.exists(status) && Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .anyMatch(line -> (Long.parseUnsignedLong(line.substring("SigIgn:".length()).trim(), 16) >> (signal - 1) & 1) == 1);
  }
}
