package dev.windrow.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The first thing that people run. */
@Timeout(120)
final class DemoIT {

  private static final Pattern WINDOW = Pattern.compile("(?m)^Window \\d\\d:\\d\\d:\\d\\d.*$");

  @RegisterExtension
  private final Scenario scenario = new Scenario();

  @Test
  void itPrintsWindowsOfAllTypesAndALedgerThatBalances() throws Exception {
    Jvm demo = scenario.command(List.of("demo", "--duration", "8s", "--http-port", "0"));

    int exitCode = demo.exitCode(Duration.ofSeconds(90));

    String out = demo.out();
    long windows = WINDOW.matcher(out).results().count();
    scenario.say("exit code %d, %d windows; ends with: %s", exitCode, windows, out.strip().lines().reduce("", (before, line) -> line).strip());
    assertThat(exitCode).as(out + demo.err()).isZero();
    assertThat(windows).isPositive();
    assertThat(out.lines().limit(2)).last().asString().matches("Live page: http://127\\.0\\.0\\.1:\\d+/");
    assertThat(out).containsPattern("login +\\d+ events").containsPattern("logout +\\d+ events")
        .containsPattern("purchase +\\d+ events").containsPattern("view +\\d+ events")
        .contains("The ledger balances");
  }
}
