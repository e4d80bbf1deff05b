package dev.windrow.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ops.Health;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {

  private static final Health GOOD = Health.ready("streams", "RUNNING");

  private volatile List<Health> reports = List.of(GOOD);

  @Test
  void allIsWell() throws Exception {
    try (TestServer server = server()) {
      String well = "{\"status\":\"up\",\"components\":[{\"name\":\"streams\",\"status\":\"up\",\"detail\":\"RUNNING\"}]}";
      assertThat(server.get("/health/ready")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\n" + well);
      assertThat(server.get("/health/alive")).startsWith("HTTP/1.1 404 ");
      assertThat(server.get("/health/live")).startsWith("HTTP/1.1 200 ").containsIgnoringCase("cache-control: no-store").endsWith("\r\n\r\n" + well);
    }
  }

  @Test
  void whoWaitsIsAliveAndNotReady() throws Exception {
    reports = List.of(GOOD, Health.waiting("kafka", "does not \"answer\""));
    try (TestServer server = server()) {
      assertThat(server.get("/health/live")).startsWith("HTTP/1.1 200 ").contains("\"status\":\"up\"").doesNotContain("down");
      assertThat(server.get("/health/ready")).startsWith("HTTP/1.1 503 ").contains("{\"status\":\"down\",", "{\"name\":\"streams\",\"status\":\"up\"",
          "{\"name\":\"kafka\",\"status\":\"down\",\"detail\":\"does not \\\"answer\\\"\"}");
    }
  }

  @Test
  void whoIsBrokenIsNeither() throws Exception {
    reports = List.of(Health.broken("streams", "ERROR"));
    try (TestServer server = server()) {
      assertThat(server.get("/health/live")).startsWith("HTTP/1.1 503 ");
      assertThat(server.get("/health/ready")).startsWith("HTTP/1.1 503 ");
    }
  }

  private TestServer server() throws InterruptedException {
    return new TestServer(TestServer.http(TestServer.LIMITS), new HealthRoutes(() -> reports));
  }
}
