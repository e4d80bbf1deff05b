package dev.windrow.http;

import static dev.windrow.http.TestServer.request;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What of a request gets into the log. */
class LogTest {

  private final ListAppender<ILoggingEvent> appender = new ListAppender<>();
  private final Logger root = (Logger) LoggerFactory.getLogger("ROOT");
  private final Logger ours = (Logger) LoggerFactory.getLogger("dev.windrow.http");
  private final Level levelOfAll = root.getLevel();
  private final Level levelOfOurs = ours.getLevel();

  @BeforeEach
  void listen() {
    root.setLevel(Level.WARN);
    ours.setLevel(Level.DEBUG);
    appender.start();
    root.addAppender(appender);
  }

  @AfterEach
  void restore() {
    root.detachAppender(appender);
    root.setLevel(levelOfAll);
    ours.setLevel(levelOfOurs);
  }

  @Test
  void aFailureIsOneLineWithNothingThatActs() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(TestServer.LIMITS))) {
      server.get("/api/v1/broken?x=%0d%0aINFO%20forged");
    }
    assertThat(messages()).anyMatch(line -> line.startsWith("GET '/api/v1/broken' failed: java.lang.IllegalStateException: a secret\\u000d\\u000aINFO forged at "))
        .allMatch(line -> line.chars().noneMatch(Character::isISOControl)).noneMatch(line -> line.contains("%0d"));
  }

  @Test
  void badRequestsLeaveNoTrace() throws Exception {
    try (TestServer server = TestServer.running(TestServer.http(TestServer.LIMITS))) {
      for (BadRequestsTest.Bad bad : BadRequestsTest.bad()) {
        server.send(bad.bytes());
      }
      server.send(request("GET", "/api/v1/nothing", "User-Agent: a\u001b[31m", "Referer: <script>"));
    }
    assertThat(messages()).isEmpty();
  }

  /** Apart from what a busy machine makes Vert.x say. */
  private List<String> messages() {
    return appender.list.stream().filter(event -> !event.getLoggerName().endsWith("BlockedThreadChecker")).map(ILoggingEvent::getFormattedMessage).toList();
  }
}
