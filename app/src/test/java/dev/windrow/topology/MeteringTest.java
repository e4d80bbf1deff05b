package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.config.Config;
import dev.windrow.event.EventBatch;
import dev.windrow.fuzz.Allocation;
import dev.windrow.ops.PrometheusMeters;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the meters show of both stages. */
class MeteringTest {

  private static final Instant NOW = Instant.ofEpochSecond(100);

  private final Config config = Configs.of(Configs.COUNTS, "state.retain=20s", "input.idle-after=2s");
  private final PrometheusMeters meters = new PrometheusMeters(Clock.fixed(NOW, ZoneOffset.UTC));
  private final WindrowHarness windrow = new WindrowHarness(config, meters, NOW);

  @AfterEach
  void close() {
    windrow.close();
    meters.close();
  }

  @Test
  void recordsAreCountedByWhatBecameOfThemAsInTheLedger() {
    windrow.pipeBatch(event(at(1), "login"), event(at(9), "login"), event(at(2), "login"), "{\"timestamp\":9000}", "nonsense");

    assertThat(records()).containsExactlyInAnyOrder("aggregated 2", "filtered 0", "skipped 0", "late 1", "expired 0", "dead_letter 2");
    assertThat(samples("windrow_dead_letters_total")).contains(
        "windrow_dead_letters_total{reason=\"not-json\"} 1.0",
        "windrow_dead_letters_total{reason=\"skipped-by-all\"} 1.0",
        "windrow_dead_letters_total{reason=\"too-deep\"} 0.0");
    Counts ledger = windrow.ledger();
    assertThat(List.of(ledger.aggregated(), ledger.late(), ledger.deadLetters())).containsExactly(2L, 1L, 2L);
  }

  @Test
  void sourceShowsItsRecordsItsClockAndWhetherItIsIdle() {
    windrow.pipeBatch(event(at(90), "login"), event(at(88), "login"));

    assertThat(samples("windrow_source_")).containsExactlyInAnyOrder(
        "windrow_source_records_total{partition=\"0\",topic=\"events\"} 2.0",
        "windrow_source_clock_timestamp_seconds{partition=\"0\",topic=\"events\"} 90.0",
        "windrow_source_clock_age_seconds{partition=\"0\",topic=\"events\"} 10.0",
        "windrow_source_idle{partition=\"0\",topic=\"events\"} 0.0");

    windrow.idle("events", at(2), at(95));

    assertThat(sample("windrow_source_idle")).isEqualTo(1);
    assertThat(sample("windrow_source_records_total")).isEqualTo(2);
  }

  @Test
  void batchesAndPartialsAreCountedIdleOnesAreNoBatch() {
    windrow.pipeBatch(event(at(1), "login"), event(at(2), "login"), event(at(3), "login"));
    windrow.idle("events", at(2), at(95));

    assertThat(sample("windrow_batch_records_count")).isEqualTo(1);
    assertThat(sample("windrow_batch_records_sum")).isEqualTo(3);
    assertThat(sample("windrow_batch_decode_seconds_count")).isEqualTo(1);
    assertThat(sample("windrow_batch_decode_seconds_sum")).isPositive();
    assertThat(sample("windrow_partial_size_bytes_count")).isEqualTo(2);
    assertThat(sample("windrow_partial_size_bytes_sum")).isBetween(50.0, 400.0);
  }

  @Test
  void resultsAreCountedAndTheDelayFromTheBatchThatLetThemOut() {
    windrow.wall(at(95));
    windrow.pipeBatch(event(at(1), "login"), event(at(1), "logout"));
    windrow.wall(at(98.5));
    windrow.pipeBatch(event(at(8), "login"));
    SourcePartition late = windrow.partition(1, 2);
    windrow.pipe(late.partial(event(at(2), "login")));

    assertThat(samples("windrow_results_total")).containsExactlyInAnyOrder(
        "windrow_results_total{aggregation=\"counts\",status=\"final\"} 2.0",
        "windrow_results_total{aggregation=\"counts\",status=\"revised\"} 1.0");
    assertThat(sample("windrow_emit_delay_seconds_count")).isEqualTo(1);
    assertThat(sample("windrow_emit_delay_seconds_sum")).isEqualTo(1.5);
  }

  @Test
  void clockOfAnotherMachineThatIsAheadMakesNoNegativeDelay() {
    windrow.wall(at(101));
    windrow.pipeBatch(event(at(1), "login"), event(at(8), "login"));

    assertThat(sample("windrow_emit_delay_seconds_count")).isEqualTo(1);
    assertThat(sample("windrow_emit_delay_seconds_sum")).isZero();
  }

  @Test
  void watermarkOpenWindowsAndKeptRowsFollowWhatIsMerged() {
    windrow.pipeBatch(event(at(1), "login"), event(at(1), "logout"), event(at(6), "login"));
    assertThat(kept()).isEqualTo("2 open, 3 rows");
    assertThat(sample("windrow_watermark_timestamp_seconds")).isEqualTo(6);
    assertThat(sample("windrow_watermark_age_seconds")).isEqualTo(94);

    windrow.pipeBatch(event(at(8), "login"), event(at(11), "login"));
    assertThat(kept()).isEqualTo("2 open, 4 rows");

    windrow.pipeBatch(event(at(27), "login"));
    assertThat(kept()).isEqualTo("1 open, 3 rows");
    assertThat(windrow.windows()).hasSize(3);

    windrow.pipe(windrow.partition(1, 2).partial(event(at(6), "new")));
    assertThat(kept()).isEqualTo("1 open, 4 rows");
  }

  @Test
  void eventsOfWindowsThatAreNoLongerKeptAreExpired() {
    windrow.pipeBatch(event(at(1), "login"), event(at(60), "login"));

    windrow.pipe(windrow.partition(1, 2).partial(event(at(1), "login"), event(at(2), "login")));

    assertThat(records()).contains("expired 2");
  }

  @Test
  void meteringAllocatesNextToNothingHoweverManyEventsABatchHas() {
    CombineMetering metering = new CombineMetering(meters, AggregationPlan.of(config));
    metering.open(0);
    String[] events = new String[1_000];
    Arrays.setAll(events, i -> event(at(1), "login"));
    EventBatch batch = SourcePartition.decoded(config, events);
    Partial partial = new SourcePartition(config, "events", 0, 1, 1).partial(events);
    tell(metering, batch, partial, 2_000);

    Allocation allocation = new Allocation();
    tell(metering, batch, partial, 1_000);

    assertThat(allocation.bytes() / 1_000).as("bytes for each batch of 1,000 events").isLessThan(400);
    assertThat(sample("windrow_source_records_total")).isEqualTo(3_000_000);
    metering.close();
  }

  private static void tell(CombineMetering metering, EventBatch batch, Partial partial, int times) {
    for (int i = 0; i < times; i++) {
      metering.batch("events", batch);
      metering.partial(partial, 200);
    }
  }

  @Test
  void whatATaskShowedGoesWithTheTask() {
    try (WindrowHarness going = new WindrowHarness(config, meters, NOW)) {
      going.pipeBatch(event(at(1), "login"), event(at(8), "login"));
      assertThat(samples("windrow_source_")).hasSize(4);
      assertThat(samples("windrow_watermark_")).hasSize(2);
    }

    assertThat(samples("windrow_source_")).isEmpty();
    assertThat(samples("windrow_watermark_")).isEmpty();
    assertThat(samples("windrow_kept_rows")).isEmpty();
    assertThat(records()).contains("aggregated 2");
  }

  private String kept() {
    return Math.round(sample("windrow_open_windows")) + " open, " + Math.round(sample("windrow_kept_rows")) + " rows";
  }

  /** Counts by outcome: {@code late 1}. */
  private List<String> records() {
    return samples("windrow_records_total").stream()
        .map(line -> line.replaceFirst("^.*\\{aggregation=\"counts\",outcome=\"(\\w+)\"\\} (\\d+)\\.0$", "$1 $2"))
        .toList();
  }

  private double sample(String name) {
    List<String> found = samples(name).stream().filter(line -> line.matches(name + "(\\{.*)? .*")).toList();
    assertThat(found).as(name).hasSize(1);
    return Double.parseDouble(found.get(0).substring(found.get(0).lastIndexOf(' ') + 1));
  }

  private List<String> samples(String name) {
    return new String(meters.scrape(PrometheusMeters.Format.TEXT), StandardCharsets.UTF_8).lines().filter(line -> line.startsWith(name)).toList();
  }
}
