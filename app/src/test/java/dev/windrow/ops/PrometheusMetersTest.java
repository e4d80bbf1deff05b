package dev.windrow.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windrow.ops.PrometheusMeters.Format;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What Prometheus gets to see of the meters that it is told of. */
class PrometheusMetersTest {

  private static final Instant NOW = Instant.parse("2026-11-20T10:15:30Z");

  private final PrometheusMeters meters = new PrometheusMeters(Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    meters.close();
  }

  @Test
  void counterStandsThereFromTheStartAndAddsUp() {
    Tally late = meters.tally(MeterName.RECORDS, "by-type", "late");
    assertThat(lines("windrow_records")).containsExactly("windrow_records_total{aggregation=\"by-type\",outcome=\"late\"} 0.0");

    late.add(3);
    meters.tally(MeterName.RECORDS, "by-type", "late").add(4);

    assertThat(lines("windrow_records")).containsExactly("windrow_records_total{aggregation=\"by-type\",outcome=\"late\"} 7.0");
  }

  @Test
  void levelIsUnknownUntilItIsToldAValue() {
    Level rows = meters.scope().level(MeterName.KEPT_ROWS, "by-type", "1");
    assertThat(lines("windrow_kept_rows")).containsExactly("windrow_kept_rows{aggregation=\"by-type\",merge_partition=\"1\"} NaN");

    rows.set(12);

    assertThat(lines("windrow_kept_rows")).containsExactly("windrow_kept_rows{aggregation=\"by-type\",merge_partition=\"1\"} 12.0");
  }

  @Test
  void ageOfATimeIsTakenWhenSomebodyLooks() {
    Meters.Scope task = meters.scope();
    Level clock = task.level(MeterName.SOURCE_CLOCK, "events", "0");
    task.age(MeterName.SOURCE_CLOCK_AGE, clock, "events", "0");
    assertThat(lines("windrow_source_clock_age")).containsExactly("windrow_source_clock_age_seconds{partition=\"0\",topic=\"events\"} NaN");

    clock.setTime(NOW.toEpochMilli() - 1500);
    assertThat(lines("windrow_source_clock_age")).containsExactly("windrow_source_clock_age_seconds{partition=\"0\",topic=\"events\"} 1.5");

    clock.setTime(0);
    assertThat(lines("windrow_source_clock")).allMatch(line -> line.endsWith(" NaN")).hasSize(2);
  }

  @Test
  void distributionShowsCountSumHighestAndBuckets() {
    meters.distribution(MeterName.EMIT_DELAY).record(0.02);
    meters.distribution(MeterName.EMIT_DELAY).record(0.3);
    meters.distribution(MeterName.PARTIAL_BYTES).record(100);

    assertThat(lines("windrow_emit_delay")).contains(
        "windrow_emit_delay_seconds_bucket{le=\"0.01\"} 0",
        "windrow_emit_delay_seconds_bucket{le=\"0.025\"} 1",
        "windrow_emit_delay_seconds_bucket{le=\"0.5\"} 2",
        "windrow_emit_delay_seconds_bucket{le=\"+Inf\"} 2",
        "windrow_emit_delay_seconds_count 2",
        "windrow_emit_delay_seconds_sum 0.32",
        "windrow_emit_delay_seconds_max 0.3");
    assertThat(lines("windrow_partial_size")).containsExactlyInAnyOrder(
        "windrow_partial_size_bytes_count 1", "windrow_partial_size_bytes_sum 100.0", "windrow_partial_size_bytes_max 100.0");
  }

  @Test
  void whatBelongsToATaskEndsWithIt() {
    Meters.Scope task = meters.scope();
    Level watermark = task.level(MeterName.WATERMARK, "0");
    task.age(MeterName.WATERMARK_AGE, watermark, "0");
    task.tally(MeterName.SOURCE_RECORDS, "events", "0").add(1);
    meters.tally(MeterName.DEAD_LETTERS, "not-json").add(1);

    task.close();

    assertThat(lines("windrow_")).containsExactlyInAnyOrder(
        "windrow_build_info{version=\"not packaged\"} 1", "windrow_dead_letters_total{reason=\"not-json\"} 1.0");
  }

  @Test
  void taskThatGoesAfterItsSuccessorHasComeTakesNothingOfItsAway() {
    Meters.Scope before = meters.scope();
    before.level(MeterName.WATERMARK, "0").set(1);
    before.level(MeterName.WATERMARK, "1").set(1);

    Meters.Scope after = meters.scope();
    after.level(MeterName.WATERMARK, "0").set(2);
    before.close();

    assertThat(lines("windrow_watermark")).containsExactly("windrow_watermark_timestamp_seconds{merge_partition=\"0\"} 2.0");
    after.close();
    assertThat(lines("windrow_watermark")).isEmpty();
  }

  @Test
  void whatStandsInATagIsEscaped() {
    meters.tally(MeterName.RECORDS, "a\"b\\c\nd", "late");

    assertThat(lines("windrow_records")).containsExactly("windrow_records_total{aggregation=\"a\\\"b\\\\c\\nd\",outcome=\"late\"} 0.0");
  }

  @Test
  void otherTagsThanThoseOfTheMeterAreRefused() {
    assertThatThrownBy(() -> meters.tally(MeterName.RECORDS, "by-type"))
        .hasMessage("expected values for the tags [aggregation, outcome] of RECORDS, found [by-type]");
  }

  @Test
  void openMetricsIsAnotherTextThatEndsWithItsMark() {
    String open = new String(meters.scrape(Format.OPEN_METRICS), StandardCharsets.UTF_8);

    assertThat(open).endsWith("# EOF\n").contains("windrow_build_info");
    assertThat(text()).doesNotContain("# EOF");
  }

  @Test
  void virtualMachineAndProcessAreMeasuredToo() {
    assertThat(text()).contains(
        "\njvm_memory_used_bytes{", "\njvm_threads_live_threads ", "\nprocess_cpu_usage ", "\nprocess_files_open_files ", "\nprocess_uptime_seconds ");
    assertThat(lines("process_resident_memory_bytes")).singleElement().asString().satisfiesAnyOf(
        line -> assertThat(line).endsWith(" NaN"), line -> assertThat(Double.parseDouble(line.split(" ")[1])).isGreaterThan(1 << 20));
  }

  private String text() {
    return new String(meters.scrape(Format.TEXT), StandardCharsets.UTF_8);
  }

  /** The samples whose name begins so. */
  private List<String> lines(String name) {
    try (Stream<String> lines = text().lines()) {
      return lines.filter(line -> line.startsWith(name)).toList();
    }
  }
}
