package dev.windrow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the command ends with. What it shows is in the tests of {@code cli.top}. */
@Timeout(120)
final class TopTest {

  @TempDir
  private Path folder;

  @Test
  void withoutAnInstanceItSaysWhereItLookedAndWhatToDo() throws Exception {
    int port = freePort();

    CommandLineRun run = CommandLineRun.of("top", "--once", "--set", "http.port=" + port, "--set", "application-id=orders");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err().lines()).containsExactly(
        "windrow: no instance of application orders answers:",
        "  http://127.0.0.1:" + port + ": nothing listens there",
        "Start one with 'windrow run', or say where it is with --url http://HOST:PORT.");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void inPlainModeItDoesNotWaitForAnInstanceEither() throws Exception {
    CommandLineRun run = CommandLineRun.of("top", "--plain", "--url", "http://127.0.0.1:" + freePort());

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("no instance answers:", "nothing listens there");
  }

  @Test
  void whoIsNoWindrowIsSaid() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
    });
    server.start();
    try {
      CommandLineRun run = CommandLineRun.of("top", "--url", "http://127.0.0.1:" + server.getAddress().getPort());

      assertThat(run.exitCode()).isEqualTo(1);
      assertThat(run.err()).contains("is no Windrow (HTTP 404, no content type)");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aTokenThatIsMissingOrWrongIsAWrongOption() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "wrong");
    HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", exchange -> {
      exchange.getResponseHeaders().set("www-authenticate", "Bearer realm=\"windrow\"");
      exchange.getResponseHeaders().set("content-type", "application/problem+json");
      byte[] body = "{}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(401, body.length);
      exchange.getResponseBody().write(body);
      exchange.close();
    });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();

      CommandLineRun without = CommandLineRun.of("top", "--url", url);
      CommandLineRun wrong = CommandLineRun.of("top", "--url", url, "--token-file", token.toString());

      assertThat(without.exitCode()).isEqualTo(2);
      assertThat(without.err()).contains("asks for a token", "Give a token of the service with --token-file FILE.");
      assertThat(wrong.exitCode()).isEqualTo(2);
      assertThat(wrong.err()).contains("does not take the token in " + token);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void wrongOptionsAreToldBeforeAnythingIsAsked() {
    assertUsage("--url: expected an address such as http://127.0.0.1:8080, found 'nowhere'", "--url", "nowhere");
    assertUsage("http.port is 0, any free one", "--set", "http.port=0");
    assertUsage("--every: expected at least 1s", "--every", "100ms");
    assertUsage("expected a time with its unit", "--every", "5");
    assertUsage("expected a readable PEM file", "--url", "https://127.0.0.1:8080", "--ca", folder.resolve("none").toString());
    assertUsage("input.idle_after: expected one of", "--set", "input.idle_after=1s");
  }

  private static void assertUsage(String message, String... options) {
    String[] arguments = new String[options.length + 1];
    arguments[0] = "top";
    System.arraycopy(options, 0, arguments, 1, options.length);
    CommandLineRun run = CommandLineRun.of(arguments);

    assertThat(run.exitCode()).as(message).isEqualTo(2);
    assertThat(run.err()).contains(message);
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
