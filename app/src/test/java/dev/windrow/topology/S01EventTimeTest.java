package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule S1: what the time of an event is. */
class S01EventTimeTest {

  @ParameterizedTest
  @ValueSource(strings = {
      "3000",
      "3000.9",
      "3e3",
      "\"1970-01-01T00:00:03Z\"",
      "\"1970-01-01T00:00:03\"",
      "\"1970-01-01 00:00:03\"",
      "\"1970-01-01T00:00:03.000999999999Z\"",
      "\"1970-01-01T01:00:03+01:00\"",
      "\"1969-12-31T23:00:03.0-0100\"",
  })
  void s1_writingsOfOneTimeFallIntoOneWindow(String time) {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "aggregations[0].window={tumbling: 1ms, grace: 0s}")) {
      windrow.pipe("{\"timestamp\":" + time + ",\"type\":\"login\"}");
      windrow.pipe(event(at(9), "login"));

      assertThat(windrow.results()).containsExactly("3-3.001 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s1_timeMayStandDeepInTheEvent() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.timestamp=meta.ts")) {
      windrow.pipe("{\"meta\":{\"ts\":3000},\"timestamp\":\"not used\",\"type\":\"login\"}");
      windrow.pipe("{\"meta\":{\"ts\":7000},\"type\":\"login\"}");

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s1_recordTimestampIsTheTimeWhereConfigured() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, "input.timestamp=record")) {
      windrow.pipe("events", null, "{\"timestamp\":99000,\"type\":\"login\"}", at(3));
      windrow.pipe("events", null, "{\"type\":\"login\"}", at(7));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }

  @Test
  void s1_first1970MillisecondCountsAndTheOneBeforeIsADeadLetter() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS)) {
      windrow.pipe(event(0, "login"));
      windrow.pipe(event(-1, "login"));
      windrow.pipe("{\"timestamp\":\"1969-12-31T23:59:59.999Z\",\"type\":\"login\"}");
      windrow.pipe(event(at(7), "login"));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      assertThat(windrow.deadLetters()).extracting(dead -> dead.header(SideRecords.REASON)).containsExactly("before-1970", "before-1970");
      windrow.expectNothingMore();
    }
  }
}
