package dev.windrow.http;

import static dev.windrow.http.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Http;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorsTest {

  private static final String OURS = "https://grafana.example.org";

  @TempDir
  private Path folder;

  @Test
  void aListedOriginMayReadAndAskBeforehandWithoutAToken() throws Exception {
    try (TestServer server = TestServer.running(listing(List.of(OURS)))) {
      String preflight = server.send(request("OPTIONS", "/api/v1/things", "Origin: " + OURS, "Access-Control-Request-Method: GET",
          "Access-Control-Request-Headers: authorization"));
      assertThat(preflight.lines().findFirst().orElse("")).startsWith("HTTP/1.1 204 ");
      assertThat(preflight).containsIgnoringCase("access-control-allow-origin: " + OURS + "\r\n").containsIgnoringCase("authorization");
      assertThat(server.get("/api/v1/things", "Origin: " + OURS).lines().filter(line -> line.toLowerCase(Locale.ROOT).startsWith("access-control-expose-headers: ")))
          .as("the page of a table in CSV is in the header").singleElement().asString().contains("etag", "retry-after", "windrow-complete", "windrow-next");
      assertThat(server.get("/api/v1/things", "Origin: " + OURS)).startsWith("HTTP/1.1 401 ").containsIgnoringCase("access-control-allow-origin: " + OURS + "\r\n");
    }
  }

  @Test
  void anotherOriginMayNot() throws Exception {
    try (TestServer server = TestServer.running(listing(List.of(OURS)))) {
      for (String origin : new String[] {"https://evil.example", OURS + ".evil.example", "null", "http://grafana.example.org"}) {
        assertThat(server.get("/api/v1/things", "Origin: " + origin)).as(origin).startsWith("HTTP/1.1 403 ").contains("\"status\":403")
            .doesNotContainIgnoringCase("access-control-allow-origin");
      }
    }
  }

  @Test
  void withoutAListNobodyMay() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(TestServer.LIMITS))) {
      assertThat(server.get("/api/v1/things", "Origin: " + OURS)).doesNotContainIgnoringCase("access-control");
    }
  }

  private Http listing(List<String> cors) throws Exception {
    return new Http(true, "127.0.0.1", Http.Ports.of(0), Optional.empty(), false, Optional.of(AuthenticationTest.tokens(folder.resolve("tokens"))),
        Http.Tls.NONE, cors, TestServer.LIMITS);
  }
}
