package dev.windrow.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.windrow.config.State;
import dev.windrow.config.Store;
import dev.windrow.ops.Finding;
import dev.windrow.ops.Severity;
import dev.windrow.service.StateFolderChecks.Access;
import dev.windrow.service.StateFolderChecks.Place;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateFolderChecksTest {

  private static final long MIB = 1 << 20;

  @TempDir
  private Path dir;

  static Stream<Arguments> places() {
    return Stream.of(
        arguments(Store.MEMORY, new Place("ext4", Access.WRITABLE, 1000 * MIB, false), Severity.OK, "1000 MiB left"),
        arguments(Store.MEMORY, new Place("ext4", Access.DENIED, 1000 * MIB, false), Severity.ERROR, "is not a folder that can be written to (ext4)"),
        arguments(Store.MEMORY, new Place("ext4", Access.READ_ONLY_DISK, 1000 * MIB, false), Severity.ERROR, "is on a disk that is mounted read-only (ext4)"),
        arguments(Store.MEMORY, new Place("ext4", Access.WRITABLE, 0, false), Severity.ERROR, "is full, 0 KiB left"),
        arguments(Store.MEMORY, new Place("ext4", Access.WRITABLE, MIB, false), Severity.OK, "1 MiB left"),
        arguments(Store.ROCKSDB, new Place("ext4", Access.WRITABLE, MIB, false), Severity.WARNING, "has 1 MiB left; state.store is rocksdb"),
        arguments(Store.MEMORY, new Place("tmpfs", Access.WRITABLE, 1000 * MIB, false), Severity.WARNING, "in memory (tmpfs); lost with a restart of the machine: the group waits"),
        arguments(Store.ROCKSDB, new Place("tmpfs", Access.WRITABLE, 1000 * MIB, false), Severity.WARNING, "RocksDB's state has to be read from Kafka again"),
        arguments(Store.MEMORY, new Place("overlay", Access.WRITABLE, 1000 * MIB, false), Severity.WARNING, "inside a container (overlay); lost with a new container"),
        arguments(Store.MEMORY, new Place("ext4", Access.WRITABLE, 1000 * MIB, true), Severity.WARNING, "among the temporary files"));
  }

  @ParameterizedTest
  @MethodSource("places")
  void gravestFindingOfAPlace(Store store, Place place, Severity severity, String text) {
    List<Finding> findings = Finding.gravestFirst(new StateFolderChecks(state(Path.of("/var/lib/windrow"), store)).of(place));

    assertThat(findings.get(0).severity()).isEqualTo(severity);
    assertThat(findings.get(0).text()).startsWith("state.dir /var/lib/windrow: ").contains(text);
    assertThat(findings.stream().filter(finding -> finding.severity() != Severity.OK)).hasSizeLessThan(2);
  }

  @Test
  void folderThatIsNotThereYetIsJudgedByWhereItWillBeAndNotMade() {
    Path folder = dir.resolve("a/b");

    assertThat(new StateFolderChecks(state(folder, Store.MEMORY)).findings()).noneMatch(finding -> finding.severity() == Severity.ERROR);
    assertThat(folder).doesNotExist();
  }

  @Test
  void fileInItsPlaceIsAnError() throws Exception {
    Path file = Files.createFile(dir.resolve("file"));

    assertThat(new StateFolderChecks(state(file, Store.MEMORY)).findings())
        .singleElement().satisfies(finding -> assertThat(finding.text()).contains(file + ": is not a folder"));
  }

  private static State state(Path folder, Store store) {
    return new State(folder, store, 4, Duration.ofMinutes(10));
  }
}
