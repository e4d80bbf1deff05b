package dev.windrow.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.ingest.SourceReport.State;
import dev.windrow.ops.PrometheusMeters;
import dev.windrow.ops.PrometheusMeters.Format;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the meters show of a source's runs. */
class SourceProgressTest {

  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_000), ZoneOffset.UTC);
  private static final String FAILED = "windrow_ingest_failed{source=\"s\"} ";
  private static final String SUCCESS = "windrow_ingest_success_timestamp_seconds{source=\"s\"} ";

  private final PrometheusMeters meters = new PrometheusMeters(CLOCK);
  private final SourceProgress progress = new SourceProgress("s", meters, CLOCK);

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void aSourceThatWasNotReadYetHasNeitherFailedNorSucceeded() {
    assertThat(scraped()).contains(FAILED + "0", SUCCESS + "NaN");
  }

  @Test
  void aRunThatFailsIsShownUntilOneHasReadAll() {
    progress.running();
    progress.ended(State.FAILED, "no connection");
    assertThat(scraped()).contains(FAILED + "1", SUCCESS + "NaN");

    progress.running();
    assertThat(scraped()).as("while the next one is under way").contains(FAILED + "1");

    progress.ended(State.DONE, "");
    assertThat(scraped()).contains(FAILED + "0", SUCCESS + "1000");
  }

  @Test
  void aRunThatIsToldToEndIsNeither() {
    progress.running();
    progress.ended(State.STOPPED, "");

    assertThat(scraped()).contains(FAILED + "0", SUCCESS + "NaN");
  }

  @Test
  void whatIsReadByAnotherInstanceIsNoLongerShown() {
    progress.close();

    assertThat(scraped()).doesNotContain("windrow_ingest_failed", "windrow_ingest_success");
  }

  private String scraped() {
    return new String(meters.scrape(Format.TEXT), StandardCharsets.UTF_8);
  }
}
