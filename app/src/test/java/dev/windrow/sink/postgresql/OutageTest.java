package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class OutageTest {

  private static final String BEGINS = "sink s: rows wait, nothing is lost: locked; trying again until it works";
  private static final String ENDS = "sink s: goes on after 0 s";

  private final Logger log = (Logger) LoggerFactory.getLogger(Outage.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final Outage outage = new Outage("s", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void leave() {
    log.detachAppender(lines);
    log.setLevel(null);
  }

  @Test
  void ofManyWhoWaitTheFirstAndTheLastAreSaid() {
    outage.begin("a", true, "locked");
    outage.begin("b", true, "locked");
    outage.end("a", true);
    assertThat(outage.reason()).isEqualTo("locked");
    outage.end("b", true);

    assertThat(said()).containsExactly(BEGINS, ENDS);
    assertThat(outage.reason()).isEmpty();
  }

  @Test
  void aPartitionThatChangesHandsMeanwhileIsNotTheEndOfIt() {
    outage.begin("a", true, "locked");
    outage.leave("a");
    outage.end("claim", false);
    outage.begin("b", true, "locked");
    assertThat(said()).containsExactly(BEGINS);
    outage.end("b", true);

    assertThat(said()).containsExactly(BEGINS, ENDS);
  }

  @Test
  void whatWasNotAboutRowsEndsWithoutThem() {
    outage.begin("claim", false, "locked");
    outage.end("claim", false);
    outage.begin("claim", false, "locked");
    outage.end("claim", false);

    assertThat(said()).containsExactly(BEGINS, ENDS, BEGINS, ENDS);
  }

  @Test
  void successesWithoutAnOutageAreNothingToSay() {
    outage.end("a", true);
    outage.leave("a");

    assertThat(said()).isEmpty();
  }

  private List<String> said() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
