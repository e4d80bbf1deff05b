package dev.windrow.benchmark.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {

  @Test
  void readsWhatLinuxTells() {
    assertThat(Machine.memoryGib(List.of("MemTotal:       16777216 kB", "MemFree: 1 kB"))).isEqualTo(16);
    assertThat(Machine.field(List.of("processor\t: 0", "model name\t: AMD EPYC", "model name\t: other"), "model name", "?")).isEqualTo("AMD EPYC");
    assertThat(Machine.field(List.of(), "model name", "unknown processor")).isEqualTo("unknown processor");
  }

  @Test
  void describesThisMachine() throws IOException {
    assertThat(Machine.here().text()).matches(".+, \\d+ cores, \\d+\\.\\d GiB, Linux .+");
  }
}
