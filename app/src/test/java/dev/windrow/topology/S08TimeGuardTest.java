package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rule S8: events ahead of their record. At most 5 s here. */
class S08TimeGuardTest {

  private static final String GUARD = "input.max-ahead=5s";

  @Test
  void s8_eventFurtherAheadThanMaxAheadIsADeadLetter() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, GUARD)) {
      windrow.pipe("events", null, event(at(6), "allowed"), at(1));
      windrow.pipe("events", null, event(at(6.001), "ahead"), at(1));

      Seen dead = windrow.deadLetters().get(0);
      assertThat(dead.value()).isEqualTo(event(at(6.001), "ahead"));
      assertThat(dead.header(SideRecords.REASON)).isEqualTo("too-far-ahead");
      assertThat(dead.header(SideRecords.DETAIL)).contains("5001 ms after");
      assertThat(windrow.ledger()).isEqualTo(new Counts(2, 1, 0, 0, 0, 0, 1));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s8_oneWrongClockClosesNoWindow() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, GUARD)) {
      windrow.pipe("events", null, event(at(3), "login"), at(3));
      windrow.pipe("events", null, event(at(86_400), "wrong-clock"), at(3));
      windrow.pipe("events", null, event(at(4), "login"), at(4));
      assertThat(windrow.results()).isEmpty();

      windrow.pipe("events", null, event(at(7), "login"), at(7));
      assertThat(windrow.results()).containsExactly("0-5 type=login count=2 final 1");
      assertThat(windrow.deadLetters()).hasSize(1);
      windrow.expectNothingMore();
    }
  }

  @Test
  void s8_recordsTimestampDecidesAndNotTheWallClock() {
    // The wall clock of 1970 in this test and that of the machine give the same answer, so a replay decides alike.
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, GUARD)) {
      windrow.wall(at(1_000_000));
      windrow.pipeBatch(event(at(5), "allowed"), event(at(5.001), "ahead"));

      assertThat(windrow.deadLetters()).extracting(Seen::value).containsExactly(event(at(5.001), "ahead"));
      windrow.expectNothingMore();
    }
  }

  @Test
  void s8_eventsBehindTheirRecordAreNotGuarded() {
    try (WindrowHarness windrow = new WindrowHarness(Configs.COUNTS, GUARD)) {
      windrow.pipe("events", null, event(at(3), "login"), at(86_400));
      windrow.pipe("events", null, event(at(7), "login"), at(86_400));

      assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
      windrow.expectNothingMore();
    }
  }
}
