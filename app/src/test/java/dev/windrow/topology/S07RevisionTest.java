package dev.windrow.topology;

import static dev.windrow.topology.Events.at;
import static dev.windrow.topology.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.window.SourceId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Rule S7: partials for windows that are closed. A second partition of {@code events} shows up only after the first has
 * closed [0, 5); closed windows are kept for 20 s.
 */
class S07RevisionTest {

  private static final SourceId NEW_PARTITION = new SourceId("events", 1);

  private WindrowHarness windrow;
  private SourcePartition newPartition;

  @BeforeEach
  void firstPartitionClosesAWindow() {
    windrow = new WindrowHarness(Configs.COUNTS, "state.retain=20s");
    windrow.pipeBatch(event(at(3), "login"), event(at(7), "mover"));
    assertThat(windrow.results()).containsExactly("0-5 type=login count=1 final 1");
    newPartition = windrow.partition(1, 2);
  }

  @AfterEach
  void close() {
    windrow.close();
  }

  @Test
  void s7_eventsForAClosedWindowAreMergedAndEmittedAsTheNextRevision() {
    windrow.pipe(newPartition.partial(event(at(1), "login"), event(at(2), "login")));
    assertThat(windrow.results()).containsExactly("0-5 type=login count=3 revised 2");

    windrow.pipe(newPartition.partial(event(at(4), "login")));
    assertThat(windrow.results()).containsExactly("0-5 type=login count=4 revised 3");
    windrow.expectNothingMore();
  }

  @Test
  void s7_firstResultOfAGroupAfterTheCloseIsRevisionOne() {
    windrow.pipe(newPartition.partial(event(at(1), "logout")));
    assertThat(windrow.results()).containsExactly("0-5 type=logout count=1 revised 1");

    windrow.pipe(newPartition.partial(event(at(1), "logout")));
    assertThat(windrow.results()).containsExactly("0-5 type=logout count=2 revised 2");
    windrow.expectNothingMore();
  }

  @Test
  void s7_openWindowsAreNotRevised() {
    windrow.pipe(newPartition.partial(event(at(6), "mover")));
    assertThat(windrow.results()).isEmpty();

    windrow.pipe(newPartition.partial(event(at(12), "login")));
    windrow.pipeBatch(event(at(12), "login"));
    assertThat(windrow.results()).containsExactly("5-10 type=mover count=2 final 1");
    windrow.expectNothingMore();
  }

  @Test
  void s7_aNewPartitionHoldsBackWhatIsNotClosedYet() {
    windrow.pipe(newPartition.partial(event(at(8), "login")));
    windrow.pipeBatch(event(at(50), "login"));
    assertThat(windrow.results()).isEmpty();

    windrow.pipe(newPartition.partial(event(at(12), "login")));
    assertThat(windrow.results()).containsExactly("5-10 type=login count=1 final 1", "5-10 type=mover count=1 final 1");
    windrow.expectNothingMore();
  }

  @Test
  void s7_closedWindowsAreKeptForRetainOfEventTimePastTheirClose() {
    // [0, 5) closed at 7. The last close before 27 is that of [15, 20) at 22.
    windrow.pipeBatch(event(at(26.999), "mover"));
    windrow.pipe(newPartition.partial(event(at(1), "login")));

    assertThat(windrow.results()).containsExactly("5-10 type=mover count=1 final 1", "0-5 type=login count=2 revised 2");
    windrow.expectNothingMore();
  }

  @Test
  void s7_afterRetainASummaryGoesToTheLateTopicAndTheEventsCountAsExpired() {
    windrow.pipeBatch(event(at(27), "mover"));
    assertThat(windrow.results()).containsExactly("5-10 type=mover count=1 final 1");

    windrow.pipe(newPartition.partial(event(at(1), "login"), event(at(2), "login"), event(at(8), "login")));

    assertThat(windrow.results()).containsExactly("5-10 type=login count=1 revised 1");
    Seen summary = windrow.late().get(0);
    assertThat(summary.key()).isEqualTo(
        "{\"aggregation\":\"counts\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"type\":\"login\"}");
    assertThat(summary.value()).isEqualTo(
        "{\"aggregation\":\"counts\",\"window_start\":\"1970-01-01T00:00:00Z\",\"window_end\":\"1970-01-01T00:00:05Z\",\"type\":\"login\",\"expired_events\":2}");
    assertThat(summary.headers()).containsExactly("windrow-topic=events", "windrow-partition=1", "windrow-expired=2");
    assertThat(windrow.ledger("counts", NEW_PARTITION)).isEqualTo(new Counts(3, 1, 0, 0, 0, 2, 0));
    windrow.expectNothingMore();
  }

  @Test
  void s7_windowsThatAreNoLongerKeptAreDropped() {
    assertThat(windrow.windows()).extracting(WindowKey::start).containsExactly(at(0), at(5));

    windrow.pipeBatch(event(at(27), "mover"));

    assertThat(windrow.results()).hasSize(1);
    assertThat(windrow.windows()).extracting(WindowKey::start).containsExactly(at(5), at(25));
    windrow.expectNothingMore();
  }
}
