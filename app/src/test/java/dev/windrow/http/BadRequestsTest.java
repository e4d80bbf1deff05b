package dev.windrow.http;

import static dev.windrow.http.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no honest client sends, and the answers. */
class BadRequestsTest {

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.running(TestServer.http(TestServer.LIMITS));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /**
   * A bad request.
   *
   * @param status of the answer; what is not HTTP/1.x has one without a body
   */
  record Bad(String what, String bytes, int status) {

    @Override
    public String toString() {
      return what + " -> " + status;
    }
  }

  static List<Bad> bad() {
    String host = "Host: localhost\r\nConnection: close\r\n";
    return List.of(
        new Bad("no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\r\n\r\n", 400),
        new Bad("nothing but a method", "GET\r\n\r\n", 400),
        new Bad("HTTP/0.9", "GET /\r\n\r\n", 400),
        new Bad("HTTP/1.0 without a host", "GET / HTTP/1.0\r\n\r\n", 400),
        new Bad("HTTP/2 in clear text", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 501),
        new Bad("HTTP/3.7", "GET / HTTP/3.7\r\n" + host + "\r\n", 501),
        new Bad("no host", "GET / HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        new Bad("two hosts", "GET / HTTP/1.1\r\n" + host + "Host: localhost\r\n\r\n", 400),
        new Bad("a host of somebody else (DNS rebinding)", "GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n", 421),
        new Bad("a host that begins like ours", "GET / HTTP/1.1\r\nHost: localhost.evil.example\r\nConnection: close\r\n\r\n", 421),
        new Bad("a host that is none", "GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n", 400),
        new Bad("a whole URL", request("GET", "http://evil.example/"), 400),
        new Bad("a proxy's CONNECT", request("CONNECT", "evil.example:443"), 501),
        new Bad("an asterisk", request("OPTIONS", "*"), 400),
        new Bad("TRACE", request("TRACE", "/"), 501),
        new Bad("an unknown method", request("BREW", "/"), 501),
        new Bad("a percent sign that begins nothing in a parameter", request("GET", "/api/v1/things?a=%e"), 400),
        new Bad("a percent sign at the end of a parameter", request("GET", "/api/v1/things?a=100%"), 400),
        new Bad("a wrong method", request("DELETE", "/api/v1/things"), 405),
        new Bad("a wrong method at the page", request("POST", "/", "Content-Length: 0"), 405),
        new Bad("nothing there", request("GET", "/api/v1/nothing"), 404),
        new Bad("path traversal", request("GET", "/../../etc/passwd"), 404),
        new Bad("path traversal, encoded", request("GET", "/%2e%2e/%2e%2e/etc/passwd"), 404),
        new Bad("path traversal, encoded with its slashes", request("GET", "/assets/..%2f..%2fetc%2fpasswd"), 404),
        new Bad("path traversal, encoded twice", request("GET", "/assets/%252e%252e%252fetc%252fpasswd"), 404),
        new Bad("path traversal with backslashes", request("GET", "/assets/..\\..\\etc\\passwd"), 404),
        new Bad("path traversal, overlong UTF-8", request("GET", "/assets/%c0%ae%c0%ae/etc/passwd"), 404),
        new Bad("NUL in the path", request("GET", "/api/v1/things/a%00b"), 400),
        new Bad("a line break in the path", request("GET", "/api/v1/things/a%0d%0aSet-Cookie:%20a=b"), 400),
        new Bad("an escape sequence in the path", request("GET", "/api/v1/things/%1b[31m"), 400),
        new Bad("half an escape in the path", request("GET", "/api/v1/things/%2"), 400),
        new Bad("no escape in the path", request("GET", "/api/v1/things/%zz"), 400),
        new Bad("a line break in the query", request("GET", "/api/v1/nothing?x=%0d%0aSet-Cookie:%20a=b"), 404),
        new Bad("a first line that is too long", request("GET", "/?" + "x".repeat(2000)), 414),
        new Bad("a header that is too large", request("GET", "/", "X-A: " + "x".repeat(3000)), 431),
        new Bad("very many small headers", request("GET", "/", "X-A: 1\r\n".repeat(1000) + "X-B: 1"), 431),
        new Bad("a header without a colon", request("GET", "/", "nonsense"), 400),
        new Bad("a header with a blank before its colon", request("GET", "/", "Content-Length : 5"), 400),
        new Bad("NUL in a header", request("GET", "/", "X-A: a\u0000b"), 400),
        new Bad("a type that is not there", request("GET", "/api/v1/things", "Accept: image/png"), 406),
        new Bad("a body that is too large", request("POST", "/api/v1/things", "Content-Length: 2000") + "x".repeat(2000), 413),
        new Bad("a chunked body that is too large", request("POST", "/api/v1/things", "Transfer-Encoding: chunked") + "7d0\r\n" + "x".repeat(2000)
            + "\r\n0\r\n\r\n", 413),
        new Bad("a negative length", request("POST", "/api/v1/things", "Content-Length: -1"), 400),
        new Bad("a length that is no number", request("POST", "/api/v1/things", "Content-Length: five"), 400),
        new Bad("two lengths", request("POST", "/api/v1/things", "Content-Length: 1", "Content-Length: 2") + "ab", 400),
        new Bad("one length twice", request("POST", "/api/v1/things", "Content-Length: 1", "Content-Length: 1") + "a", 400),
        new Bad("a list of lengths", request("POST", "/api/v1/things", "Content-Length: 1, 1") + "a", 400),
        new Bad("a length and chunks", request("POST", "/api/v1/things", "Content-Length: 5", "Transfer-Encoding: chunked") + "0\r\n\r\n", 400),
        new Bad("an encoding that is none", request("POST", "/api/v1/things", "Transfer-Encoding: gzip") + "0\r\n\r\n", 400),
        new Bad("a chunk without a length", request("POST", "/api/v1/things", "Transfer-Encoding: chunked") + "zz\r\n\r\n", 400),
        new Bad("a chunk of a negative length", request("POST", "/api/v1/things", "Transfer-Encoding: chunked") + "-5\r\nab\r\n", 400));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void isRefused(Bad bad) {
    String answer = server.send(bad.bytes());
    assertThat(TestServer.status(answer)).as(answer).isEqualTo(bad.status());
    if (answer.startsWith("HTTP/1.")) {
      assertThat(answer).containsIgnoringCase("\r\ncontent-type: application/problem+json\r\n").contains("\"status\":" + bad.status())
          .containsIgnoringCase("x-content-type-options: nosniff").doesNotContainIgnoringCase("exception").doesNotContain("dev.windrow", "io.vertx", "netty")
          .doesNotContain("\nSet-Cookie");
    }
    assertThat(server.get("/")).as("goes on").startsWith("HTTP/1.1 200 ");
  }

  @Test
  void theRequestBehindABadOneIsNotAnswered() {
    String answer = server.send("POST /api/v1/things HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        + request("GET", "/api/v1/things"));
    assertThat(answer).startsWith("HTTP/1.1 400 ").doesNotContain("[1]");
  }
}
