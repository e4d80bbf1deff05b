package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.windrow.simulator.Pace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The command reset: refuses while an instance runs, does nothing unless told to, and then the application starts over. */
@Timeout(180)
final class ResetIT {

  private static final long EVENTS = 5_000;

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void applicationStartsOverWithTheSameResults() throws Exception {
    Settings settings = scenario.settings();
    Path truth = scenario.preload(scenario.events(settings, Pace.MAX, 500, EVENTS));
    Instance first = scenario.start(settings);
    assertThat(scenario.compare(settings, truth).isRight()).isTrue();
    Map<String, String> before = scenario.results(settings);

    assertThat(reset(settings, 1, "--execute")).contains("is running");
    assertThat(scenario.ledger(settings).clocks()).isNotEmpty();

    first.close();
    assertThat(reset(settings, 0, "--outputs")).contains("Would remove the offsets", "Would remove the output topic", "Nothing was changed");
    assertThat(scenario.ledger(settings).clocks()).isNotEmpty();
    assertThat(scenario.results(settings)).isEqualTo(before);

    assertThat(reset(settings, 0, "--outputs", "--execute")).contains("Removing the offsets", "Removing the state folder", "Done.");
    scenario.until("state and results are gone", () -> scenario.ledger(settings).clocks().isEmpty() && scenario.results(settings).isEmpty());

    scenario.start(settings);
    assertThat(scenario.compare(settings, truth).isRight()).isTrue();
    assertThat(scenario.results(settings)).containsOnlyKeys(before.keySet());
  }

  private String reset(Settings settings, int exitCode, String... options) throws Exception {
    Jvm reset = scenario.command("reset", settings, options);
    int found = reset.exitCode(Duration.ofSeconds(60));
    String all = reset.out() + reset.err();
    scenario.say("exit code %d: %s", found, List.of(all.split("\n")));
    assertThat(found).as(all).isEqualTo(exitCode);
    return all;
  }
}
