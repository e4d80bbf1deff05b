package dev.windrow.http;

import static dev.windrow.http.TestServer.request;
import static dev.windrow.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.windrow.config.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The server's life: ports, the time before the service runs, connections that are a burden. */
class ServerTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void aPortThatIsTakenIsRefusedWithWhatToDo() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      Http.Ports port = Http.Ports.of(taken.getLocalPort());
      assertThatExceptionOfType(PortTakenException.class).isThrownBy(() -> new TestServer(on(port)))
          .withMessageContaining("cannot listen on 127.0.0.1:" + port + " (http.host, http.port): ").withMessageContaining("choose another port");
    }
  }

  @Test
  void ofARangeTheFirstFreePortIsTaken() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        TestServer server = new TestServer(on(new Http.Ports(taken.getLocalPort(), Math.min(65_535, taken.getLocalPort() + 50))))) {
      assertThat(server.port()).isGreaterThan(taken.getLocalPort());
      assertThat(server.server().url()).isEqualTo("http://127.0.0.1:" + server.port() + "/");
      assertThat(server.server().advertised()).isEqualTo("127.0.0.1:" + server.port());
      assertThat(status(server.get("/"))).isEqualTo(200);
    }
  }

  @Test
  void aHostThatIsNotHereIsRefused() {
    Http elsewhere = new Http(true, "no-such-host.invalid", Http.Ports.of(0), Optional.empty(), true, Optional.empty(), Http.Tls.NONE, List.of(),
        TestServer.LIMITS);
    assertThatExceptionOfType(PortTakenException.class).isThrownBy(() -> new TestServer(elsewhere))
        .withMessageStartingWith("cannot listen on no-such-host.invalid:0 (http.host, http.port): ");
  }

  @Test
  void whatNeedsTheServiceIsNotThereBeforeItRuns() throws Exception {
    try (TestServer server = new TestServer(TestServer.http(TestServer.LIMITS))) {
      assertThat(server.get("/api/v1/things")).startsWith("HTTP/1.1 503 ").containsIgnoringCase("retry-after: 2\r\n").contains("/health/ready");
      assertThat(status(server.get("/peer/v1/status"))).isEqualTo(503);
      assertThat(status(server.get("/"))).isEqualTo(200);
      server.serve();
      assertThat(status(server.get("/api/v1/things"))).isEqualTo(200);
      assertThat(status(server.get("/api/v1/nothing"))).isEqualTo(404);
    }
  }

  @Test
  void aHeaderThatDoesNotArriveInTimeIsCut() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(limits(20, Duration.ofMillis(300)))); Socket slow = server.connect()) {
      slow.getOutputStream().write("GET / HTTP/1.1\r\nX-A: ".getBytes(StandardCharsets.US_ASCII));
      await("cut").atMost(SOON).until(() -> drips(slow));
      assertThat(status(server.get("/"))).isEqualTo(200);
    }
  }

  @Test
  void aBodyThatDoesNotArriveInTimeIsCut() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(limits(20, Duration.ofMillis(300)))); Socket slow = server.connect()) {
      slow.getOutputStream().write("POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      await("cut").atMost(SOON).until(() -> drips(slow));
    }
  }

  @Test
  void aConnectionThatSaysNothingIsCut() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(limits(20, Duration.ofMillis(300)))); Socket silent = server.connect()) {
      assertThat(silent.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void aStreamStaysThoughTheRequestWasLongAgo() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(limits(20, Duration.ofMillis(100)))); Socket stream = server.connect();
        Socket silent = server.connect()) {
      stream.getOutputStream().write(request("GET", "/api/v1/stream").getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(stream.getInputStream().readNBytes(15), StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 200 OK");
      assertThat(silent.getInputStream().read()).as("connected later, cut").isEqualTo(-1);
      stream.setSoTimeout(1_000);
      stream.getInputStream().skip(stream.getInputStream().available());
      assertThat(catchTimeout(stream)).isTrue();
    }
  }

  @Test
  void thereAreNotMoreConnectionsThanAllowed() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(limits(3, Duration.ofSeconds(20))))) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        open.add(server.connect());
        open.get(i).getOutputStream().write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(open.get(i).getInputStream().read()).isEqualTo('H');
      }
      try (Socket fourth = server.connect()) {
        assertThat(fourth.getInputStream().read()).isEqualTo(-1);
        assertThat(server.refused("connections")).isEqualTo(1);
      }
      open.get(0).close();
      await("room again").atMost(SOON).ignoreExceptions().until(() -> status(server.get("/")) == 200);
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void closingEndsWhatIsOpenAndTwiceIsOnce() throws Exception {
    TestServer server = TestServer.running(TestServer.http(TestServer.LIMITS));
    try (server; Socket stream = server.connect()) {
      stream.getOutputStream().write(request("GET", "/api/v1/stream").getBytes(StandardCharsets.US_ASCII));
      assertThat(stream.getInputStream().read()).isEqualTo('H');
      server.server().close();
      server.server().close();
      assertThat(TestServer.rest(stream)).contains("begun");
    }
  }

  /** Sends one more byte; whether the connection is gone. */
  private static boolean drips(Socket slow) {
    try {
      slow.getOutputStream().write('x');
      return slow.getInputStream().available() > 0 && slow.getInputStream().read() < 0;
    } catch (IOException gone) {
      return true;
    }
  }

  private static boolean catchTimeout(Socket stream) throws IOException {
    try {
      return stream.getInputStream().read() >= 0;
    } catch (java.net.SocketTimeoutException still) {
      return true;
    }
  }

  private static Http on(Http.Ports ports) {
    return new Http(true, "127.0.0.1", ports, Optional.empty(), false, Optional.empty(), Http.Tls.NONE, List.of(), TestServer.LIMITS);
  }

  private static Http.Limits limits(int connections, Duration request) {
    return new Http.Limits(1024, 2048, 1024, connections, request, Duration.ofSeconds(20), 10_000);
  }
}
