package dev.windrow.benchmark.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {

  @TempDir
  private Path dir;

  @Test
  void knowsTheEventsAndTheFirstWindow() {
    Truth truth = Truths.of(dir, Truths.result(10, "login", 1, "1"), Truths.result(5, "login", 1, "1"));

    assertThat(truth.events()).isEqualTo(100);
    assertThat(truth.firstEnd()).isEqualTo(Instant.parse("2026-11-20T12:00:05Z"));
  }

  @Test
  void truthsOfInputsWithoutACommonWindowAddUp() {
    Truth early = Truths.of(dir, Truths.result(5, "login", 1, "1"));
    Truth late = Truths.of(dir, Truths.result(10, "login", 2, "1"));

    Truth both = late.and(early);

    assertThat(both.events()).isEqualTo(200);
    assertThat(both.firstEnd()).isEqualTo(early.firstEnd());
    assertThat(both.until(Instant.parse("2026-11-20T12:00:10Z"))).hasSize(2);
    assertThatIllegalArgumentException().isThrownBy(() -> both.and(late)).withMessageContaining("without a common window");
  }

  @Test
  void inputWithLateEventsIsRefusedBecausePeersTreatThemOtherwise() throws IOException {
    Path file = Files.write(dir.resolve("late.ndjson"), List.of(
        "{\"kind\":\"header\",\"events\":10}", "{\"kind\":\"ledger\",\"partition\":0,\"read\":10,\"aggregated\":9,\"late\":1}"));

    assertThatIOException().isThrownBy(() -> Truth.read(file)).withMessageContaining("expected that all events of a partition count");
  }

  @Test
  void fileWithoutHeaderIsRefused() throws IOException {
    Path file = Files.writeString(dir.resolve("empty.ndjson"), "");

    assertThatIOException().isThrownBy(() -> Truth.read(file)).withMessageContaining("no header");
  }
}
