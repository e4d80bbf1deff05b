package dev.windrow.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsageTest {

  @Test
  void addsUserAndSystemTimeWhateverTheNameOfTheProcess() {
    String stat = "4711 (a (b) c) S 1 4711 4711 0 -1 4194560 1 0 0 0 250 31 7 9 20 0 33 0 100 9 9 9";

    assertThat(Usage.parse(stat, List.of("Name:\tjava", "VmHWM:\t  123456 kB"))).isEqualTo(new Usage(Duration.ofMillis(2810), 123_456));
  }

  @Test
  void twoProcessesAddUp() {
    assertThat(new Usage(Duration.ofMillis(10), 5).plus(new Usage(Duration.ofMillis(20), 6))).isEqualTo(new Usage(Duration.ofMillis(30), 11));
  }

  @Test
  void readsItsOwnProcess() throws IOException {
    Usage own = Usage.of(ProcessHandle.current().pid());

    assertThat(own.cpu()).isPositive();
    assertThat(own.peakRssKib()).isGreaterThan(10_000);
  }
}
