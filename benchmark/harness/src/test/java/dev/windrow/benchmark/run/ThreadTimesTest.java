package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {

  @Test
  void threadsOfAKindHaveOneNameWhateverTheirNumber() {
    assertThat(ThreadTimes.kind("7 (GC Thread#3) S 1 2")).isEqualTo("GC Thread");
    assertThat(ThreadTimes.kind("7 (run-12-windrow-) S 1 2")).isEqualTo("run-windrow-");
    assertThat(ThreadTimes.kind("7 (C2 CompilerThre) S 1 2")).isEqualTo("C2 CompilerThre");
    assertThat(ThreadTimes.kind("7 (a (b) c) S 1 2")).isEqualTo("a (b) c");
  }

  @Test
  void whatCameBetweenIsTheDifferenceAndNewKindsCountFromNothing() {
    ThreadTimes before = new ThreadTimes(Map.of("a", Duration.ofMillis(10), "gone", Duration.ofMillis(5)));
    ThreadTimes after = new ThreadTimes(Map.of("a", Duration.ofMillis(30), "new", Duration.ofMillis(7)));

    assertThat(after.minus(before).byKind()).isEqualTo(Map.of("a", Duration.ofMillis(20), "new", Duration.ofMillis(7)));
    assertThat(before.plus(after).byKind())
        .isEqualTo(Map.of("a", Duration.ofMillis(40), "new", Duration.ofMillis(7), "gone", Duration.ofMillis(5)));
  }

  @Test
  void readsItsOwnProcess() throws IOException {
    Map<String, Duration> own = ThreadTimes.of(ProcessHandle.current().pid()).byKind();

    assertThat(own.values().stream().reduce(Duration.ZERO, Duration::plus)).isPositive();
    assertThat(own).containsKeys("C2 CompilerThre", "VM Thread");
  }
}
