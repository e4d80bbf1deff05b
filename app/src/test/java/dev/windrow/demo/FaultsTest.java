package dev.windrow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class FaultsTest {

  private final Faults faults = new Faults();
  private final AtomicInteger actions = new AtomicInteger();

  @Test
  void aFatalFaultIsReportedInsteadOfEndingTheProcess() {
    RuntimeException thrown = faults.build("raft manager", true, actions::incrementAndGet)
        .handleFault("cannot write", new IllegalStateException("disk full"));

    assertThat(thrown).isInstanceOf(BrokerException.class).hasMessageContainingAll("raft manager", "cannot write", "disk full");
    assertThat(faults.fatal()).isCompletedWithValue((BrokerException) thrown);
    assertThat(actions).hasValue(1);
  }

  @Test
  void theFirstFatalFaultIsTheOneThatCounts() {
    RuntimeException first = faults.build("raft manager", true, actions::incrementAndGet).handleFault("first");
    faults.build("controller", true, actions::incrementAndGet).handleFault("second");

    assertThat(faults.fatal()).isCompletedWithValue((BrokerException) first);
  }

  @Test
  void anotherFaultOnlyRunsItsAction() {
    faults.build("metadata publishing", false, actions::incrementAndGet).handleFault("late", new IllegalStateException("test"));

    assertThat(faults.fatal()).isNotDone();
    assertThat(actions).hasValue(1);
  }
}
