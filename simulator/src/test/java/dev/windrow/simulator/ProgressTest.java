package dev.windrow.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter out = new StringWriter();

  @Test
  void withoutATerminalThereIsAPlainLineEveryFiveSeconds() {
    Progress progress = new Progress(new PrintWriter(out), false, 10_000, 0);

    for (int second = 1; second <= 10; second++) {
      progress.update(second * 500L, second * SECOND);
    }
    progress.clear();

    assertThat(out.toString().lines()).containsExactly(
        "2,500 events sent of 10,000 (25 %), 500/s, 0:15 left",
        "5,000 events sent of 10,000 (50 %), 500/s, 0:10 left");
  }

  @Test
  void onATerminalOneLineIsRewritten() {
    Progress progress = new Progress(new PrintWriter(out), true, SimulatorOptions.Run.UNLIMITED, 0);

    progress.update(1, SECOND / 10);
    progress.update(25, SECOND / 2);
    progress.clear();

    assertThat(out).hasToString("\r\u001b[K25 events sent, 50.0/s\r\u001b[K");
  }

  @ParameterizedTest
  @CsvSource({"500ms, 500ms", "5s, 5s", "90s, 90s", "1m30s, 90s", "1.5m, 90s", "2h, 2h", "1d, 1d", "0s, 0s", "1500ms, 1500ms", "60s, 1m"})
  void durationsAreReadAndWritten(String text, String canonical) {
    Duration duration = DurationText.parse(text);

    assertThat(DurationText.text(duration)).isEqualTo(canonical);
    assertThat(DurationText.parse(canonical)).isEqualTo(duration);
  }
}
