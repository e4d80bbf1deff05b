package dev.windrow.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.windrow.benchmark.run.BenchmarkException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {

  private static final Optional<String> RIGHT = FakeServer.response(200, "{\"windows\":[{}],\"aggregations\":[]}");
  private static final int SLOW_MS = 300;

  private final Tally tally = new Tally();
  private FakeServer server;

  @AfterEach
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void requestsOfTheRateAreSentOverAllConnectionsAndOverNoOther() throws IOException {
    try (LoadGenerator generator = asking(20, number -> RIGHT)) {
      generator.run(200, Duration.ofMillis(100), Duration.ofMillis(500), tally);
      generator.run(200, Duration.ZERO, Duration.ofMillis(100), tally);

      assertThat(server.asked()).isEqualTo(140);
      assertThat(server.clients()).isEqualTo(20);
      assertThat(generator.losses()).isEmpty();
    }
    assertThat(tally.requests()).isEqualTo(120);
    assertThat(tally.failed()).isZero();
    assertThat(tally.timesByKind().keySet())
        .containsExactly("aggregations", "latest windows", "page of windows", "status", "windows of a group");
  }

  @Test
  void requestsThatWaitBehindASlowAnswerTakeAsLongAsThat() throws IOException {
    try (LoadGenerator generator = asking(1, number -> {
      if (number == 1) {
        pass(SLOW_MS);
      }
      return RIGHT;
    })) {
      generator.run(100, Duration.ZERO, Duration.ofMillis(SLOW_MS), tally);
    }

    assertThat(tally.requests()).isEqualTo(30);
    assertThat(tally.times().at(100)).isGreaterThanOrEqualTo(SLOW_MS);
    assertThat(tally.times().at(50)).isGreaterThan(SLOW_MS / 4.0);
    assertThat(tally.starts().at(50)).isLessThan(SLOW_MS / 4.0);
  }

  @Test
  void answersThatAreNotRightAreCountedByWhatIsWrong() throws IOException {
    try (LoadGenerator generator = asking(1, number -> switch (number % 5) {
      case 0, 1, 2 -> FakeServer.response(503, "{}");
      case 3 -> FakeServer.response(200, "{\"windows\":[");
      default -> RIGHT;
    })) {
      generator.run(300, Duration.ZERO, Duration.ofMillis(100), tally);
    }

    assertThat(tally.requests()).isEqualTo(30);
    assertThat(tally.failed()).isEqualTo(24);
    assertThat(tally.failedShare()).isEqualTo(0.8);
    assertThat(tally.mostFrequentFault()).hasValue("status 503");
  }

  @Test
  void connectionThatIsLostFailsItsRequestAndIsReplaced() throws IOException {
    try (LoadGenerator generator = asking(1, number -> number == 2 ? Optional.empty() : RIGHT)) {
      generator.run(100, Duration.ZERO, Duration.ofMillis(100), tally);

      assertThat(generator.losses()).containsOnly(entry("connection lost", 1));
    }
    assertThat(tally.requests()).isEqualTo(10);
    assertThat(tally.failed()).isEqualTo(1);
    assertThat(tally.mostFrequentFault()).hasValue("connection lost");
    assertThat(server.clients()).isEqualTo(2);
  }

  @Test
  void serverThatIsNotThereIsSaid() throws IOException {
    try (Socket bound = new Socket()) {
      // Nobody listens there, and nobody else can take the port meanwhile, as happens to one that is only free.
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      InetSocketAddress address = (InetSocketAddress) bound.getLocalSocketAddress();

      assertThatExceptionOfType(BenchmarkException.class).isThrownBy(() -> LoadGenerator.connect(address, 1, mix()))
          .withMessageContaining("expected that Windrow takes a connection");
    }
  }

  private LoadGenerator asking(int connections, IntFunction<Optional<String>> answers) throws IOException {
    server = new FakeServer(answers);
    return LoadGenerator.connect(server.address(), connections, mix());
  }

  private static QueryMix mix() {
    return new QueryMix("by-type", 1, "group.type=login");
  }

  /** Nobody counts it down: that is how long the answer takes. */
  private static void pass(int ms) {
    try {
      assertThat(new CountDownLatch(1).await(ms, TimeUnit.MILLISECONDS)).isFalse();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
