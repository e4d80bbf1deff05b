package dev.windrow.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.window.SourceId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClockWatchTest {

  private static final SourceId SOURCE = new SourceId("events", 0);

  private final ClockWatch watch = new ClockWatch();

  @Test
  void clockStandsSinceItWasFirstSeenWithItsTime() {
    watch.see(Map.of(SOURCE, 5L), 100);
    watch.see(Map.of(SOURCE, 7L), 200);
    watch.see(Map.of(SOURCE, 7L), 300);

    assertThat(watch.since(SOURCE, 400)).isEqualTo(200);
  }

  @Test
  void olderSightOfTheSameClockChangesNothing() {
    watch.see(Map.of(SOURCE, 7L), 200);
    watch.see(Map.of(SOURCE, 6L), 300);

    assertThat(watch.since(SOURCE, 400)).isEqualTo(200);
  }

  @Test
  void sourceThatWasNeverSeenStandsSinceNow() {
    watch.see(Map.of(SOURCE, 7L), 200);
    watch.see(Map.of(), 300);

    assertThat(watch.since(SOURCE, 400)).isEqualTo(400);
  }
}
