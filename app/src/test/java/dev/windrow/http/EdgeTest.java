package dev.windrow.http;

import static dev.windrow.http.TestServer.request;
import static dev.windrow.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the edge does to requests that are as they should be. */
class EdgeTest {

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.running(TestServer.http(TestServer.LIMITS));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void everyAnswerTellsBrowsersToRunNothingOfOthers() {
    assertThat(server.get("/api/v1/things").toLowerCase()).startsWith("http/1.1 200 ok")
        .contains("content-security-policy: default-src 'none'; script-src 'self';", "x-content-type-options: nosniff", "x-frame-options: deny",
            "referrer-policy: no-referrer", "cross-origin-resource-policy: same-origin", "cache-control: private, no-cache")
        .doesNotContain("strict-transport-security", "server:", "access-control-allow-origin");
  }

  @Test
  void aProblemIsAsRfc9457SaysIt() {
    assertThat(server.get("/api/v1/nothing?a=b")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
        + "\"detail\":\"nothing is at this address; /api/v1/openapi.json lists what there is\",\"instance\":\"/api/v1/nothing\"}");
  }

  @Test
  void aFailureTellsNothingOfItself() {
    assertThat(server.get("/api/v1/broken")).startsWith("HTTP/1.1 500 ").endsWith("\"status\":500,\"detail\":\"the service has failed to answer; its log"
        + " says why\",\"instance\":\"/api/v1/broken\"}").doesNotContain("secret", "forged", "IllegalState");
  }

  @Test
  void anAnswerThatBreaksOffIsNotTakenForWhole() {
    assertThat(server.get("/api/v1/cut")).startsWith("HTTP/1.1 200 ").doesNotContain("\r\n0\r\n");
  }

  @Test
  void headIsAnsweredLikeGetWithoutTheBody() {
    String answer = server.send(request("HEAD", "/api/v1/things"));
    assertThat(answer.toLowerCase()).startsWith("http/1.1 200 ok").contains("etag: \"", "content-type: application/json").endsWith("\r\n\r\n");
    assertThat(status(server.send(request("HEAD", "/api/v1/nothing")))).isEqualTo(404);
  }

  @Test
  void optionsAndAWrongMethodSayWhatIsAllowed() {
    assertThat(server.send(request("OPTIONS", "/api/v1/things"))).startsWith("HTTP/1.1 204 ").containsIgnoringCase("allow: GET, HEAD, OPTIONS, POST\r\n");
    assertThat(server.send(request("PUT", "/api/v1/things/a"))).startsWith("HTTP/1.1 405 ").containsIgnoringCase("allow: GET, HEAD, OPTIONS\r\n");
  }

  @Test
  void whatTheClientHasIsNotSentAgain() {
    String first = server.get("/api/v1/things");
    String tag = Pattern.compile("(?i)etag: (\"[0-9a-f]+\")").matcher(first).results().findFirst().orElseThrow().group(1);
    assertThat(server.get("/api/v1/things", "If-None-Match: " + tag)).startsWith("HTTP/1.1 304 ").endsWith("\r\n\r\n");
    assertThat(server.get("/api/v1/things", "If-None-Match: \"another\"")).startsWith("HTTP/1.1 200 ").endsWith("[1]");
  }

  @Test
  void thisMachineHasManyNames() {
    assertThat(server.send("GET / HTTP/1.1\r\nHost: 127.0.0.1:" + server.port() + "\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(server.send("GET / HTTP/1.1\r\nHost: [::1]:1\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(server.send("GET / HTTP/1.1\r\nHost: LOCALHOST\r\nConnection: close\r\n\r\n")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void theNameOfAThingIsDecodedOnce() {
    assertThat(server.get("/api/v1/things/a%20%2520%C3%A9")).endsWith("\r\n\r\na %20é");
  }

  @Test
  void aBodyThatFitsIsTaken() {
    assertThat(server.send(request("POST", "/api/v1/things", "Content-Length: 1024") + "x".repeat(1024))).endsWith("took 1024");
  }
}
