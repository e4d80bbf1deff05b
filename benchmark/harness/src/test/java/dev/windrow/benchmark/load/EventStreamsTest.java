package dev.windrow.benchmark.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

  private static final String EVENTS = "HTTP/1.1 200 OK\r\n\r\ndata: {\"status\":\"open\"}\n\ndata: {\"\"status\":\"final\"}\n\ndata: {\"status\":\"fi";

  @Test
  void resultsAreCountedForEachClientAndAreNoneWhenItsStreamHasEnded() throws IOException {
    try (FakeServer server = new FakeServer(number -> number == 2 ? Optional.empty() : Optional.of(EVENTS));
        EventStreams streams = EventStreams.open(server.address(), "by-type", 3)) {
      await().until(() -> server.asked() == 3 && streams.received() == 2);

      assertThat(streams.results()).containsExactlyInAnyOrder(1L, 1L, 0L);
    }
  }
}
