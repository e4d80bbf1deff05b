package dev.windrow.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The network between instances and brokers: cut, silent, slow, and losing answers. */
@Tag("faults")
@Timeout(300)
final class NetworkFaultsIT {

  private static final int ANSWERS = 6;

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  @Test
  @Tag("short")
  void oneInstanceIsCutOffAndComesBack() throws Exception {
    run.begin(3);
    run.strikeInTransaction("one", "connections of one instance break and are refused", () -> isolate(run.network().cut("one")));
    run.network().heal();
    run.awaitShared(FaultRun.NAMES);
    run.awaitProgress();
    run.end(Bite.ABORTED, Bite.REBALANCED, Bite.LAG);
  }

  @Test
  void oneInstanceHearsNothingMoreAndComesBack() throws Exception {
    run.begin(3);
    run.strikeInTransaction("one", "nothing of one instance gets through, in silence", () -> isolate(run.network().silence("one")));
    run.network().heal();
    run.awaitShared(FaultRun.NAMES);
    run.awaitProgress();
    run.end(Bite.ABORTED, Bite.REBALANCED, Bite.LAG);
  }

  @Test
  void allInstancesAreCutOffAndComeBack() throws Exception {
    run.begin(3);
    run.strikeInTransaction("one", "connections of all instances break and are refused for 15 s", () -> {
      AtomicInteger hits = run.network().cut("");
      run.thaw("one");
      lasting(15, hits);
    });
    run.network().heal();
    run.awaitShared(FaultRun.NAMES);
    run.awaitProgress();
    run.end(Bite.ABORTED, Bite.LAG);
  }

  @Test
  void everyRequestIsSlow() throws Exception {
    run.begin(3);
    run.strike("every request takes 150 ms more for 20 s", () -> lasting(20, run.network().delay("", Duration.ofMillis(150))));
    run.awaitProgress();
    run.network().heal();
    run.end(Bite.LAG);
  }

  @ParameterizedTest
  @EnumSource(value = ApiKeys.class, names = {"END_TXN", "TXN_OFFSET_COMMIT", "PRODUCE", "FETCH", "HEARTBEAT"})
  void answersOfTheBrokersAreLost(ApiKeys api) throws Exception {
    run.begin(3);
    run.strike("the broker's answer to " + api + " is lost", () -> {
      AtomicInteger lost = run.network().loseAnswers("", api, ANSWERS);
      run.until("answers are lost", () -> lost.get() >= ANSWERS);
      run.saw("answers lost", lost.get());
    });
    run.network().heal();
    run.awaitProgress();
    run.awaitShared(FaultRun.NAMES);
    run.end(Bite.LAG);
  }

  /** Until the others have taken over. */
  private void isolate(AtomicInteger hits) throws Exception {
    run.thaw("one");
    run.awaitShared(List.of("two", "three"));
    run.saw("requests that did not get through", hits.get());
  }

  private void lasting(int seconds, AtomicInteger hits) {
    Instant begin = Instant.now();
    run.scenario().until("it has lasted " + seconds + " s", () -> Instant.now().isAfter(begin.plusSeconds(seconds)));
    run.saw("requests hit", hits.get());
  }
}
