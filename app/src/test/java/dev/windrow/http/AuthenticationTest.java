package dev.windrow.http;

import static dev.windrow.http.TestServer.request;
import static dev.windrow.http.TestServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthenticationTest {

  private static final String READ = "read-token-of-more-than-32-characters";
  private static final String ADMIN = "admin-token-of-more-than-32-characters";
  private static final String SHOW_READ = "Authorization: Bearer " + READ;

  @TempDir
  private static Path folder;

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.running(TestServer.withTokens(tokens(folder.resolve("tokens"))));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  static Path tokens(Path file) throws IOException {
    Files.writeString(file, "read " + READ + "\nadmin " + ADMIN + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
  }

  @Test
  void whoShowsATokenMayAsk() {
    assertThat(status(server.get("/api/v1/things", SHOW_READ))).isEqualTo(200);
    assertThat(status(server.get("/api/v1/things", "authorization: bearer " + READ))).isEqualTo(200);
    assertThat(status(server.get("/api/v1/things", "Authorization: Bearer " + ADMIN))).isEqualTo(200);
    assertThat(status(server.get("/peer/v1/status", SHOW_READ))).isEqualTo(200);
  }

  @Test
  void whoShowsNoneIsAskedForOne() {
    assertThat(server.get("/api/v1/things")).startsWith("HTTP/1.1 401 ").containsIgnoringCase("www-authenticate: Bearer realm=\"windrow\"\r\n")
        .contains("\"status\":401").doesNotContain("[1]");
    assertThat(status(server.get("/peer/v1/status"))).isEqualTo(401);
    assertThat(status(server.get("/metrics"))).isEqualTo(401);
    assertThat(status(server.get("/nothing/here"))).isEqualTo(401);
  }

  @Test
  void aWrongTokenIsRefused() {
    for (String wrong : new String[] {"Bearer " + READ + "x", "Bearer", "Bearer ", "Basic " + READ, READ, "Bearer " + READ + "\r\nAuthorization: Bearer " + READ}) {
      assertThat(server.get("/api/v1/things", "Authorization: " + wrong)).as(wrong).startsWith("HTTP/1.1 401 ")
          .containsIgnoringCase("error=\"invalid_token\"").doesNotContain("[1]");
    }
  }

  @Test
  void aTokenInTheUrlIsNoToken() {
    assertThat(status(server.get("/api/v1/things?access_token=" + READ))).isEqualTo(401);
  }

  @Test
  void whatChangesSomethingNeedsTheRoleAdmin() {
    assertThat(server.send(request("POST", "/api/v1/things", SHOW_READ, "Content-Length: 0"))).startsWith("HTTP/1.1 403 ")
        .containsIgnoringCase("error=\"insufficient_scope\"");
    assertThat(status(server.send(request("POST", "/api/v1/things", "Authorization: Bearer " + ADMIN, "Content-Length: 0")))).isEqualTo(200);
  }

  @Test
  void thePageItselfAndHealthNeedNone() {
    assertThat(status(server.get("/"))).isEqualTo(200);
    assertThat(status(server.get("/health/live"))).isEqualTo(200);
    assertThat(status(server.get("/assets/none.js"))).isEqualTo(404);
  }

  @Test
  void noDetourLeadsPastIt() {
    for (String detour : new String[] {"/assets/../api/v1/things", "/assets/%2e%2e/api/v1/things", "/health/..%2fapi/v1/things", "//api/v1/things",
        "/./api/v1/things", "/API/v1/things", "/assets/%2e%2e%2fapi/v1/things", "/api/v1/things/", "/%61pi/v1/things"}) {
      assertThat(server.get(detour)).as(detour).doesNotContain("[1]").doesNotStartWith("HTTP/1.1 200 ");
    }
  }
}
