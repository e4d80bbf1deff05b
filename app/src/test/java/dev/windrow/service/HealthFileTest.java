package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthFileTest {

  @TempDir
  private Path dir;

  private Path file;
  private long nowMs;
  private boolean isWell = true;

  @BeforeEach
  void name() {
    file = dir.resolve("health");
  }

  @Test
  void eachBeatWritesTheTimeWhileAllIsWell() throws Exception {
    HealthFile health = HealthFile.in(dir, () -> isWell, clock());
    assertThat(file).doesNotExist();

    nowMs = 1_000;
    health.beat();
    assertThat(file).hasContent("1970-01-01T00:00:01Z");

    nowMs = 6_000;
    health.beat();
    assertThat(file).hasContent("1970-01-01T00:00:06Z");
  }

  @Test
  void fileAgesWhileSomethingIsWrong() {
    HealthFile health = HealthFile.in(dir, () -> isWell, clock());
    health.beat();

    nowMs = 5_000;
    isWell = false;
    health.beat();
    assertThat(file).hasContent("1970-01-01T00:00:00Z");

    isWell = true;
    health.beat();
    assertThat(file).hasContent("1970-01-01T00:00:05Z");
  }

  @Test
  void fileIsGoneAfterTheEndAndStaysSo() {
    HealthFile health = HealthFile.in(dir, () -> isWell, clock());
    health.beat();

    health.close();
    assertThat(file).doesNotExist();

    health.beat();
    assertThat(file).doesNotExist();
  }

  @Test
  void whatAKilledProcessLeftIsNoSignOfHealth() throws Exception {
    Files.writeString(file, "1969-12-31T23:59:59Z\n");

    HealthFile.in(dir, () -> isWell, clock());

    assertThat(file).doesNotExist();
  }

  @Test
  void fileThatCannotBeWrittenEndsNothingAndIsWrittenOnceItCan() throws Exception {
    HealthFile health = HealthFile.in(dir, () -> isWell, clock());
    Files.createDirectory(file);

    health.beat();
    health.beat();
    assertThat(file).isDirectory();

    Files.delete(file);
    health.beat();
    assertThat(file).hasContent("1970-01-01T00:00:00Z");
  }

  @Test
  void fileThatCannotBeRemovedIsNamed() throws Exception {
    Files.createDirectories(file.resolve("not-empty"));

    assertThatThrownBy(() -> HealthFile.in(dir, () -> isWell, clock()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + " (state.dir)");
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(nowMs);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
