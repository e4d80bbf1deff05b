package dev.windrow.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.it.Jvm;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A heap that is too small for the groups that come: the process ends and says so, others take over, and nothing is lost. */
@Tag("faults")
@Timeout(900)
final class MemoryFaultsIT {

  private static final Duration RUNS_OUT = Duration.ofMinutes(6);

  @RegisterExtension
  private final FaultRun run = new FaultRun();

  /** Every event is a group of its own in a window that stays open: memory is needed for each. */
  @Test
  void heapRunsOutWhileOthersRun() throws Exception {
    String output = run.settings().output();
    run.with("aggregations", "[{name: by-event-type, group-by: [event_type], window: {tumbling: 1s, grace: 500ms}, measures: {count: count(),"
        + " sum_value: sum(value), avg_value: avg(value), min_value: min(value), max_value: max(value)}, output: " + output + "},"
        + " {name: each, group-by: [event_type, user_id, value], window: {tumbling: 1h, grace: 0s}, measures: {count: count()}, output: " + output + "-each}]");
    run.beginEvents(4_000);
    run.start("one", "-Xmx" + System.getProperty("fault.heap", "40m"), "-XX:+UseSerialGC");
    run.start("two");
    run.awaitShared(List.of("one", "two"));
    Jvm small = run.instance("one");

    run.strike("heap of 40 MB too small", () -> {
      int code = small.exitCode(RUNS_OUT);
      String last = small.err().lines().reduce("", (before, line) -> line);
      run.scenario().say("exit code %d after: %s", code, last);
      assertThat(code).as(small.err()).isEqualTo(1);
      assertThat(last).startsWith("windrow: ").containsIgnoringCase("out of memory").contains("-Xmx");
      assertThat(small.err()).doesNotContain("\n\tat ");
      run.saw("processes out of memory", 1);
    });
    run.awaitShared(List.of("two"));
    run.awaitProgress();

    run.start("one");
    run.until("it has work again", () -> run.group().owners(run.settings().topic()).containsValue("one"));
    run.end(Bite.REBALANCED, Bite.LAG);
  }
}
