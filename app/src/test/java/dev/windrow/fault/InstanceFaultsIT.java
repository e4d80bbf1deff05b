package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.protocol.ApiKeys;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Instances that are killed, stopped, frozen, added and removed. */
@Tag("faults")
@Timeout(300)
final class InstanceFaultsIT {

  private static final Duration CLEAN_STOP = Duration.ofSeconds(20);
  private static final Duration PAST_SESSION_AND_TRANSACTION = Duration.ofSeconds(12);

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  @Test
  @Tag("short")
  void killedInRotation() throws Exception {
    run.begin(3);
    for (String name : List.of("one", "two", "three", "one", "two", "three")) {
      run.strikeInTransaction(name, "kill -9 of an instance", run.instance(name)::kill);
      run.start(name);
      run.awaitProgress();
    }
    run.end(Bite.ABORTED, Bite.REBALANCED, Bite.LAG);
  }

  @Test
  void killedWhileItsCommitIsOnTheWay() throws Exception {
    run.begin(3);
    for (String name : List.of("one", "two", "three")) {
      run.strike("kill -9 while a commit is on its way to the broker", () -> killDuring(name, run.network().hold(name, ApiKeys.END_TXN)));
      run.network().heal();
      run.start(name);
      run.awaitProgress();
    }
    run.end(Bite.ABORTED, Bite.LAG);
  }

  @Test
  void killedWhileTheAnswerToItsCommitIsOnTheWay() throws Exception {
    run.begin(3);
    for (String name : List.of("one", "two", "three")) {
      run.strike("kill -9 after the broker has committed, before the instance knows", () -> killDuring(name, run.network().holdAnswers(name, ApiKeys.END_TXN)));
      run.network().heal();
      run.start(name);
      run.awaitProgress();
    }
    run.end(Bite.LAG);
  }

  @Test
  void restartedOneAfterTheOtherBySigterm() throws Exception {
    run.begin(3);
    for (String name : FaultRun.NAMES) {
      Jvm instance = run.instance(name);
      run.strike("SIGTERM and restart of an instance", () -> {
        instance.signal("TERM");
        assertThat(instance.exitCode(CLEAN_STOP)).as(instance.err()).isZero();
        run.start(name);
      });
      run.awaitShared(FaultRun.NAMES);
      run.awaitProgress();
    }
    run.end(Bite.REBALANCED, Bite.LAG);
  }

  @Test
  @Tag("short")
  void frozenForLongerThanSessionAndTransactionAndThenBack() throws Exception {
    run.begin(3);
    Jvm zombie = run.instance("one");
    run.strikeInTransaction("one", "SIGSTOP for longer than session and transaction, then SIGCONT", () -> {
      Instant stopped = Instant.now();
      run.awaitShared(List.of("two", "three"));
      run.until("its session and its transaction have timed out", () -> Instant.now().isAfter(stopped.plus(PAST_SESSION_AND_TRANSACTION))
          && run.ongoing("one") == 0);
    });
    run.awaitShared(FaultRun.NAMES);
    run.awaitProgress();
    assertThat(zombie.isAlive()).as(zombie.err()).isTrue();
    run.end(Bite.ABORTED, Bite.REBALANCED, Bite.LAG);
  }

  @Test
  void oneBecomesThreeAndThenOneAgain() throws Exception {
    run.begin(1);
    run.strike("1 instance becomes 3", () -> {
      run.start("two");
      run.start("three");
      run.awaitShared(FaultRun.NAMES);
    });
    run.awaitProgress();
    run.strike("3 instances become 1", () -> {
      for (String name : List.of("one", "two")) {
        run.instance(name).signal("TERM");
        assertThat(run.instance(name).exitCode(CLEAN_STOP)).as(run.instance(name).err()).isZero();
      }
      run.awaitShared(List.of("three"));
    });
    run.awaitProgress();
    run.end(Bite.REBALANCED, Bite.LAG);
  }

  /** Kills the instance as soon as one of its commits hangs in the network. */
  private void killDuring(String name, AtomicInteger commits) throws Exception {
    run.until("a commit of " + name + " hangs", () -> commits.get() > 0);
    run.instance(name).kill();
    run.saw("commits caught on the way", commits.get());
  }
}
