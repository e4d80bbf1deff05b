package dev.windrow.sink.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ops.PrometheusMeters;
import dev.windrow.ops.PrometheusMeters.Format;
import dev.windrow.sink.postgresql.SinkReport.State;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the meters show of a sink. */
class SinkProgressTest {

  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
  private static final String FAILED = "windrow_sink_failed{sink=\"s\"} ";
  private static final String SUCCESS = "windrow_sink_success_timestamp_seconds{sink=\"s\"} ";

  private final PrometheusMeters meters = new PrometheusMeters(CLOCK);
  private final SinkProgress progress = new SinkProgress("s", List.of(), new Outage("s", CLOCK), meters, CLOCK);

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void aDatabaseThatCannotBeUsedIsShownUntilItCan() {
    assertThat(scraped()).contains(FAILED + "0");

    progress.is(State.FAILED, "a table is missing");
    assertThat(scraped()).contains(FAILED + "1");

    progress.is(State.RUNNING, "");
    assertThat(scraped()).contains(FAILED + "0");
  }

  @Test
  void theTimeWhenTheDatabaseHasTakenSomethingIsShown() {
    assertThat(scraped()).contains(SUCCESS + "NaN");

    progress.written(new Batch(List.of(), 1));

    assertThat(scraped()).contains(SUCCESS + "1000");
  }

  private String scraped() {
    return new String(meters.scrape(Format.TEXT), StandardCharsets.UTF_8);
  }
}
