package dev.windrow.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.windrow.benchmark.scenario.Extent;
import dev.windrow.benchmark.scenario.Scenario;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void withoutArgumentsEverythingIsMeasured() {
    assertThat(names(Options.parse())).containsExactly("throughput", "wide", "latency", "scale", "start", "simulator", "queries", "profile", "profile-wide");
    assertThat(Options.parse().extent()).isEqualTo(Extent.FULL);
  }

  @Test
  void quickIsThroughputOnly() {
    assertThat(names(Options.parse("--quick"))).containsExactly("throughput");
    assertThat(Options.parse("--quick").extent()).isEqualTo(Extent.QUICK);
  }

  @Test
  void scenariosAreChosenByName() {
    Options options = Options.parse("--root", "/there", "--quick", "latency", "start");

    assertThat(names(options)).containsExactly("latency", "start");
    assertThat(options.extent()).isEqualTo(Extent.QUICK);
    assertThat(options.root()).isEqualTo(Path.of("/there"));
  }

  @Test
  void extentCanBeLess() {
    assertThat(Options.parse("--events", "1000000", "--repetitions", "1", "--live", "7").extent())
        .isEqualTo(new Extent(1_000_000, 1, 1, Duration.ofSeconds(7)));
  }

  @Test
  void unknownArgumentIsToldWithWhatThereIs() {
    assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("thruput"))
        .withMessageContaining("throughput, wide, latency, scale, start, simulator, queries, profile, profile-wide; found thruput");
    assertThatIllegalArgumentException().isThrownBy(() -> Options.parse("--events")).withMessageContaining("after --events");
  }

  private static List<String> names(Options options) {
    return options.scenarios().stream().map(Scenario::name).toList();
  }
}
