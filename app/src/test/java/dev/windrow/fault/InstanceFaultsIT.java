package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  @Test
  @Tag("short")
  void killedInRotation() throws Exception {
    run.begin(3);
    for (String name : List.of("one", "two", "three", "one", "two", "three")) {
      run.strike("kill -9 of an instance", run.instance(name)::kill);
      run.start(name);
      run.awaitProgress();
    }
    run.end(Bite.ABORTED, Bite.REBALANCED, Bite.LAG);
  }
}
