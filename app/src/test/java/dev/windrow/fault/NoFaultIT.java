package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A fault test must not pass without its fault. */
@Tag("faults")
@Tag("short")
@Timeout(180)
final class NoFaultIT {

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  @Test
  void whereNothingStrikesNothingIsSeenToBite() throws Exception {
    run.begin(3);
    run.strike("nothing at all", () -> { });
    run.awaitProgress();
    run.saw("requests hit by fair weather", run.network().cut("nobody").get());

    FaultRun.assertRight(run.finish());
    assertThatThrownBy(() -> run.assertBitten(Bite.ABORTED)).hasMessageContaining("the fault did not bite: ABORTED");
    assertThatThrownBy(() -> run.assertBitten(Bite.REBALANCED)).hasMessageContaining("the fault did not bite: REBALANCED");
    assertThatThrownBy(run::assertBitten).hasMessageContaining("the fault did not bite: requests hit by fair weather");
  }
}
